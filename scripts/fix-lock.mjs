// npm leaves optional platform packages out of package-lock.json when the registry it runs against does not serve
// them, and `npm ci` then refuses the lock everywhere. This adds the missing entries. Run it after every `npm install`.
//   node scripts/fix-lock.mjs           mends the lock
//   node scripts/fix-lock.mjs --check   exits 1 and names what is missing
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const systems = ['darwin', 'win32', 'freebsd', 'android', 'openharmony', 'linux'];
const processors = ['arm64', 'x64', 'ia32', 'wasm32', 'riscv64', 'ppc64', 's390x', 'loong64', 'arm'];

/**
 * Adds an entry for every optional dependency the lock does not resolve.
 * @param {{ packages: Record<string, Record<string, any>> }} lock the parsed package-lock.json, changed in place
 * @returns {string[]} `name@version` of what was added
 */
export function addMissingPlatforms(lock) {
  const added = [];
  for (const [location, entry] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isResolved(lock.packages, location, name)) continue;
      const version = range.replace(/^[\^~]/, '');
      lock.packages[`node_modules/${name}`] = { version, ...platformOf(name), ...inherited(entry), optional: true };
      added.push(`${name}@${version}`);
    }
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  return added;
}

/** Walks up the folders Node would search from `location`. */
function isResolved(packages, location, name) {
  for (let folder = location; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (!folder) return false;
  }
}

/** Platform packages carry their system and processor in their name; npm installs only what matches the machine. */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = systems.find((word) => words.includes(word));
  const cpu = processors.find((word) => words.includes(word));
  const libc = words.some((word) => word.startsWith('musl')) && 'musl';
  return { ...(cpu && { cpu: [cpu] }), ...(os && { os: [os] }), ...(libc && { libc: [libc] }) };
}

function inherited(entry) {
  return entry.dev || entry.devOptional ? { dev: true } : {};
}

function main() {
  const file = path.join(import.meta.dirname, '..', 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const added = addMissingPlatforms(lock);
  if (added.length === 0) return;
  if (process.argv.includes('--check')) {
    console.error(`package-lock.json lacks ${added.join(', ')}: run \`node scripts/fix-lock.mjs\`.`);
    process.exitCode = 1;
    return;
  }
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`Added to package-lock.json: ${added.join(', ')}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
