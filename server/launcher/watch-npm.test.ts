import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, test } from 'vitest';

const program = `
  import { watchNpm } from '${path.join(import.meta.dirname, 'watch-npm.ts')}';
  watchNpm(() => { console.log('alone'); process.exit(); });
  setInterval(() => undefined, 1000);
  console.log('watching');
`;

test('notices that npm was killed, although its shell still waits for us', async () => {
  // npm → sh → node, as `npm start` makes it; the innermost commands keep both shells from replacing themselves.
  const script = `sh -c '"$NODE" --input-type=module -e "$PROGRAM"; true'; true`;
  const env = { ...process.env, NODE: process.execPath, PROGRAM: program, npm_lifecycle_event: 'start' };
  const npm = spawn('sh', ['-c', script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  npm.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output === 'watching\n') npm.kill('SIGKILL');
  });
  await once(npm.stdout, 'close');
  expect(output).toBe('watching\nalone\n');
});
