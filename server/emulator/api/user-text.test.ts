import { expect, it } from 'vitest';
import { chooseReadings } from '../readings/profiles.ts';
import type { Access } from '../world/model.ts';
import { seedWorld } from '../world/seed-world.ts';
import { renderUser } from './render.ts';
import { userText } from './user-text.ts';

const epochMs = Date.parse('2026-11-23');

const otherTerms: Partial<Access>[] = [
  {},
  { startMs: epochMs },
  { endMs: epochMs + 1 },
  { shareable: false },
  { role: 'TOURER' },
  { role: null },
  { passcodeType: 'DAILY' },
  { granter: { type: 'PARTNER', uuid: '00000000-0000-4000-8000-000000000000' } },
];

it.each([
  ['openkit', {}],
  ['openkit', { listPhones: 'absent', residentDoorcode: 'absent', endless: 'absent', missingCode: 'empty' }],
  ['openkit', { dailyTimes: 'no-end', managerGrants: 'as-user', missingEmail: 'absent' }],
  ['opendoor', {}],
] as const)('a user reads as rendered, whatever terms their accesses have (%s %j)', (profile, overrides) => {
  const world = seedWorld({ seed: 1, people: 800, buildings: 4, epochMs });
  for (const [index, { accesses }] of world.users.entries()) {
    // One in the middle of those given together.
    if (accesses[2]) Object.assign(accesses[2], otherTerms[index % otherTerms.length]);
  }
  const reading = { world, readings: chooseReadings(profile, 1, overrides), nowMs: epochMs };
  for (const user of world.users) {
    expect(userText(user, reading)).toBe(JSON.stringify(renderUser(user, reading, true)));
  }
});
