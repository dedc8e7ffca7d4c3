import { describe, expect, it } from 'vitest';
import { seedWorld } from './seed-world.ts';
import type { World } from './world.ts';

const epochMs = Date.parse('2026-11-23');
const make = (change: Partial<{ seed: number; people: number; buildings: number }> = {}) =>
  seedWorld({ seed: 1, people: 2_000, buildings: 12, epochMs, ...change });
const fingerprint = (world: World) =>
  world.users.map(({ uuid, email, accesses }) => [
    uuid,
    email,
    accesses.map(({ door, code, startMs }) => [door.uuid, code, startMs]),
  ]);

describe('the seeded world', () => {
  it('is the same for the same seed and another for another', () => {
    expect(fingerprint(make())).toEqual(fingerprint(make()));
    expect(fingerprint(make({ seed: 2 }))).not.toEqual(fingerprint(make()));
  });

  it('has unique ids and emails at domains nobody can own', () => {
    const { users, doors } = make();
    expect(new Set(users.map(({ uuid }) => uuid)).size).toBe(2_000);
    const emails = users.flatMap(({ email }) => email ?? []);
    expect(new Set(emails).size).toBe(emails.length);
    expect(emails.every((email) => /@example\.(com|org|net)$/.test(email))).toBe(true);
    expect(
      users.every(({ uuid }) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(uuid)),
    ).toBe(true);
    expect(doors.size).toBeGreaterThan(500);
  });

  it('holds everything a console must cope with', () => {
    const { buildings, users, doors } = make();
    const accesses = users.flatMap((user) => user.accesses);
    const zones = new Set([...buildings.values()].map(({ zone }) => zone));
    for (const zone of [
      'America/New_York',
      'America/Phoenix',
      'America/St_Johns',
      'Asia/Kathmandu',
      'America/Havana',
    ]) {
      expect(zones).toContain(zone);
    }
    const present = {
      portfolios: new Set([...buildings.values()].map(({ portfolio }) => portfolio?.uuid)).size > 1,
      withoutZone: [...buildings.values()].some(({ showsZone }) => !showsZone),
      staleBattery: [...doors.values()].some(
        ({ device }) => device && device.battery.lastUpdatedMs < epochMs - 30 * 86_400_000,
      ),
      unknownConnection: [...doors.values()].some(({ isConnected }) => isConnected === null),
      phoneOnly: users.some(({ email, phone }) => email === null && phone !== null),
      hostile:
        users.some(({ firstName }) => firstName.includes('<script>')) &&
        users.some(({ firstName }) => firstName.length === 300),
      guests: accesses.some(({ granter }) => granter.type === 'USER'),
      byManager: accesses.some(({ granter }) => granter.type === 'MANAGER'),
      endless: accesses.some(({ endMs }) => endMs === null),
      ended: accesses.some(({ endMs }) => endMs !== null && endMs < epochMs),
      upcoming: accesses.some(({ startMs }) => startMs > epochMs),
      daily: accesses.some(({ passcodeType }) => passcodeType === 'DAILY_SINGLE_USE'),
      unsynced: accesses.some(({ lockCopy }) => lockCopy === 'missing'),
    };
    expect(Object.entries(present).filter(([, isPresent]) => !isPresent)).toEqual([]);
  });

  it('gives nobody access to an elevator or a door without a lock, and every private code once', () => {
    const accesses = make().users.flatMap((user) => user.accesses);
    expect(accesses.filter(({ door }) => door.type === 'ELEVATOR' || door.device === null)).toEqual([]);
    const codes = accesses.filter(({ door }) => door.accessibilityType === 'PRIVATE').map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
