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
    [['--port', '70000'], /^--port: .*from 0 to 65535, such as --port 4010\./],
    [['--host', '192.0.2.1', '--port', '0', '--people', '1'], /^--host 192\.0\.2\.1 is no address of this machine/],
    [['--scenario', 'quiet-day'], /^--scenario: .*quiet-day.*outage-1h/],
    [
      ['--scenario', join(import.meta.dirname, 'no.json')],
      /^--scenario: .*no\.json is no scenario: there is no such file\.$/m,
    ],
    [['--scenario', join(root, 'package.json')], /^--scenario: .*package\.json is no scenario: about: /],
  ])('%j is refused with one sentence and exit code 1', async (args, sentence) => {
    const { code, stderr } = await run(args);
    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    [['--colour', 'red'], /^--colour is no flag; there are --port, --host, .*--help\.$/],
    [['-p', '4010'], /^--p is no flag/],
    [['serve'], /^"serve" belongs to no flag\. Write npm run emulator -- --flag value/],
    [['--people', 'many'], /^--people: needs a whole number from 0 to 1000000, such as --people 5000\.$/],
    [['--people', ''], /^--people: needs a whole number/],
    [['--people=-5'], /^--people: needs a whole number/],
    [['--people', '-5'], /^--people: needs a value, one without a dash before it, such as --people 5000\.$/],
    [['--people'], /^--people: needs a value/],
    [['--people', '--seed', '1'], /^--people: needs a value/],
    [['--buildings', '1.5'], /^--buildings: needs a whole number from 1 to 2000/],
    [['--freeze=yes'], /^--freeze takes no value: write --freeze alone\.$/],
    [['--client-id', ''], /^--client-id: needs a value, such as --client-id sandbox-client\.$/],
    [['--profile', 'v9'], /^--profile: needs one of openkit, opendoor, mixed, such as --profile opendoor\.$/],
    [['--reading', 'keys'], /^--reading: keys needs one of absent, served, such as --reading keys=served\.$/],
    [['--reading', 'keys=maybe'], /^--reading: keys needs one of/],
    [['--reading', 'mood=good'], /^--reading: there is no reading "mood"/],
    [['--reading', ''], /^--reading: there is no reading ""/],
    [['--now', 'noon'], /^--now: needs an instant, such as --now 2027-/],
    [['--reset'], /^--reset: needs --data/],
  ])('%j is told what to write instead', (args, sentence) => {
    expect(() => parseCommandLine(args, {})).toThrow(sentence);
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
    for (const flag of ['--help', '-h']) {
      const { code, stdout } = await run([flag]);
      expect([code, stdout]).toEqual([0, expect.stringContaining('--people')]);
    }
  });

  it('takes single readings and the control key', () => {
    const options = parseCommandLine(['--reading', 'deleteAnswer=204', '--reading', 'keys=served'], {
      EMULATOR_CONTROL_KEY: 'key',
    });
    expect(options).toMatchObject({ port: 4010, readings: { deleteAnswer: '204', keys: 'served' }, controlKey: 'key' });
  });
});
