import { expect, test } from 'vitest';
import { profiles } from '../readings/profiles.ts';
import { startEmulator } from '../start-emulator.ts';
import { renderUser } from './render.ts';
import { userJson } from './row-json.ts';

test.each(profiles)('a row written by hand says what JSON.stringify says, in the profile %s', async (profile) => {
  const running = await startEmulator({ people: 400, buildings: 4, profile });
  const work = running.emulator.openWork();
  const rows = running.emulator.world.users.map((user) => renderUser(user, work, true));
  await running.close();
  expect(rows.flatMap((row) => row.accesses ?? []).length).toBeGreaterThan(1000);
  for (const row of rows) expect(JSON.parse(userJson(row))).toEqual(JSON.parse(JSON.stringify(row)));
});
