import { lookup } from 'node:dns/promises';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { LaunchError } from './launch-error.ts';

/**
 * Throws LaunchError, naming the port and its variable, unless `port` can be listened on at every address of `host`,
 * or can be within `graceMs`.
 */
export async function requireFreePort(variable: string, port: number, host: string, graceMs: number): Promise<void> {
  const deadline = Date.now() + graceMs;
  for (;;) {
    const problem = await findProblem(port, host);
    if (!problem) return;
    if (problem !== 'EADDRINUSE') {
      throw new LaunchError(
        `Port ${port} of ${host} cannot be used (${problem}): set ${variable} or HOST to another value.`,
      );
    }
    if (Date.now() >= deadline) {
      throw new LaunchError(
        `Port ${port} is in use by another program: stop that program, or set ${variable} to a free port.`,
      );
    }
    await delay(200);
  }
}

async function findProblem(port: number, host: string): Promise<string | null> {
  try {
    for (const { address } of await lookup(host, { all: true })) {
      const problem = await tryListen(port, address);
      // `localhost` may name an address family this machine has switched off.
      if (problem && problem !== 'EADDRNOTAVAIL' && problem !== 'EAFNOSUPPORT') return problem;
    }
    return null;
  } catch {
    return 'the host is unknown';
  }
}

function tryListen(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}
