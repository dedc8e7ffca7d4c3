// Node 20 and built-ins only: this runs before anything is installed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folders = ['app', 'components', 'lib', 'server', 'public'];
const files = [
  'package.json',
  'package-lock.json',
  'next.config.mjs',
  'postcss.config.mjs',
  'tailwind.config.ts',
  'tsconfig.json',
  'proxy.ts',
  'instrumentation.ts',
];
/** A program of its own that no page imports. */
const outsideTheBuild = 'server/emulator';

/** Changes when another set of packages must be installed: the lock, or the machine the tree was copied to. */
export function packagesFingerprint(root) {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}\n`);
  return hash.update(readFileSync(path.join(root, 'package-lock.json'))).digest('hex');
}

/** Changes when a file that goes into the production build changes, appears, vanishes or is renamed. */
export function sourcesFingerprint(root) {
  const hash = createHash('sha256');
  for (const file of [...files, ...folders.flatMap((folder) => filesBelow(root, folder))]) {
    if (!existsSync(path.join(root, file))) continue;
    const content = readFileSync(path.join(root, file));
    hash.update(`${file}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

/** Whether `file` holds this fingerprint: the step it stands for was completed for exactly this input. */
export function isRecorded(file, fingerprint) {
  return existsSync(file) && readFileSync(file, 'utf8') === fingerprint;
}

/** Forgets a step before it is redone, so that an interruption leaves it undone. */
export function forget(file) {
  rmSync(file, { force: true });
}

/** Records a completed step; never half written. */
export function record(file, fingerprint) {
  writeFileSync(`${file}.new`, fingerprint);
  renameSync(`${file}.new`, file);
}

function filesBelow(root, folder) {
  if (folder === outsideTheBuild || !existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return filesBelow(root, file);
      return /\.test\.tsx?$/.test(entry.name) ? [] : [file];
    });
}
