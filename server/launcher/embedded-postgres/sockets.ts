import { chmodSync, lstatSync } from 'node:fs';
import { LaunchError } from '../launch-error.ts';
import { type Cluster, makePrivateFolder } from './cluster.ts';

/**
 * Makes the folder of the socket. It lives in /tmp because a socket's path may have 107 bytes at most; there anybody
 * could have made it before us, so it must be a real folder of the right owner that nobody else can enter.
 */
export function prepareSocketFolder(cluster: Cluster): void {
  const found = lstatSync(cluster.sockets, { throwIfNoEntry: false });
  if (!found) {
    makePrivateFolder(cluster.sockets, cluster.runAs);
    return;
  }
  const owner = cluster.runAs?.uid ?? process.getuid?.();
  if (!found.isDirectory() || found.uid !== owner) {
    throw new LaunchError(`${cluster.sockets} belongs to someone else: remove it, or set DATA_DIR to another folder.`);
  }
  chmodSync(cluster.sockets, 0o700);
}
