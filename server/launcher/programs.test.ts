import { expect, test } from 'vitest';
import { readSettings } from '#server/settings';
import { emulatorProgram, webProgram } from './programs.ts';

const settings = readSettings({ NODE_ENV: 'test', HOST: '10.0.0.7', EMULATOR_CONTROL_KEY: ' a key ', AUDIT_KEY: 'x' });

test.each([
  [false, 'start', 'production'],
  [true, 'dev', 'development'],
])('the console in development: %s is served by next %s for %s', (isDevelopment, command, environment) => {
  const { args, env } = webProgram(settings, 'postgres://here', isDevelopment);
  expect(args[1]).toBe(command);
  expect(args.slice(-2)).toEqual(['-H', '10.0.0.7']);
  expect(env).toMatchObject({ NODE_ENV: environment, DATABASE_URL: 'postgres://here' });
});

test('the emulator is told the key of its controls, as the clock presents it, and nothing else of ours', () => {
  const { env } = emulatorProgram(settings);
  expect(env).toEqual({ NODE_ENV: 'production', PATH: process.env.PATH, EMULATOR_CONTROL_KEY: 'a key' });
});
