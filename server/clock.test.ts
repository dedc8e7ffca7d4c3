import { afterEach, expect, test, vi } from 'vitest';
import { now } from './clock.ts';
import { type RunningEmulator, startEmulator } from './emulator/start-emulator.ts';
import { log } from './log.ts';

const instant = '2027-03-01T09:30:00.000Z';
let emulator: RunningEmulator;

afterEach(async () => {
  await emulator.close();
  vi.unstubAllEnvs();
  for (const name of ['clock', 'settings']) Reflect.deleteProperty(globalThis, Symbol.for(`gatehouse.${name}`));
});

async function startLocked(): Promise<void> {
  emulator = await startEmulator({ people: 1, buildings: 1, controlKey: 'k', now: instant, freeze: true });
  vi.stubEnv('EMULATOR_PORT', String(emulator.port));
}

test('a clock that cannot be read is told once, and time goes on', async () => {
  await startLocked();
  vi.stubEnv('EMULATOR_CONTROL_KEY', 'another');
  const asks = vi.spyOn(globalThis, 'fetch');
  const warnings = vi.spyOn(log, 'warn');
  expect(Math.abs(Date.parse(await now()) - Date.now())).toBeLessThan(5000);
  await vi.waitFor(() => expect(asks.mock.calls.length).toBeGreaterThan(2), { timeout: 10_000 });
  expect(warnings.mock.calls).toEqual([[{ err: new Error('The emulator answered 403.') }, expect.any(String)]]);
});

test("the sandbox follows its emulator's clock also where that wants a key", async () => {
  await startLocked();
  vi.stubEnv('EMULATOR_CONTROL_KEY', 'k');
  expect(await now()).toBe(instant);
});
