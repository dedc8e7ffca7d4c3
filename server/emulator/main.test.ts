import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCommandLine } from './cli-options.ts';

const root = join(import.meta.dirname, '../..');
const run = (args: string[]) =>
  new Promise<{ code: number | null; stderr: string; stdout: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [join(import.meta.dirname, 'main.ts'), ...args],
      (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    );
  });

describe('the command line', () => {
  it.each([
    [['--colour', 'red'], /--colour/],
    [['--people', 'many'], /^--people: /],
    [['--port', '70000'], /^--port: /],
    [['--profile', 'v9'], /^--profile: /],
    [['--reading', 'keys=maybe'], /^--reading: keys/],
    [['--reading', 'mood=good'], /^--reading: .*mood/],
    [['--now', 'noon'], /^--now: /],
    [['--scenario', 'quiet-day'], /^--scenario: .*quiet-day.*outage-1h/],
    [['--scenario', join(import.meta.dirname, 'no.json')], /^--scenario: .*no\.json is no scenario/],
    [['--scenario', join(root, 'package.json')], /^--scenario: .*package\.json is no scenario: about: /],
    [['serve'], /serve/],
  ])('%j is refused with one sentence and exit code 1', async (args, sentence) => {
    const { code, stderr } = await run(args);
    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('names a busy port', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, stderr } = await run(['--port', String(port), '--people', '1', '--buildings', '1']);
    server.close();
    expect([code, stderr.trim()]).toEqual([
      1,
      `Port ${port} is taken: stop what uses it or choose another with --port.`,
    ]);
  });

  it('shows its usage', async () => {
    const { code, stdout } = await run(['--help']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('--people')]);
  });

  it('takes single readings and the control key', () => {
    const options = parseCommandLine(['--reading', 'deleteAnswer=204', '--reading', 'keys=served'], {
      EMULATOR_CONTROL_KEY: 'key',
    });
    expect(options).toMatchObject({ port: 4010, readings: { deleteAnswer: '204', keys: 'served' }, controlKey: 'key' });
  });
});
