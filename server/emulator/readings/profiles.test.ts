import { describe, expect, it } from 'vitest';
import { doorWith, send, startTestApi } from '../testing/api-client.ts';
import { chooseReadings } from './profiles.ts';
import { readingTable } from './readings.ts';

describe('profiles', () => {
  it('openkit takes the first value of each, opendoor the newer, mixed some of both but no keys and no newer roles', () => {
    const standard = chooseReadings('openkit', 1);
    expect(standard).toMatchObject({ keys: 'absent', zonePlace: 'building', nonResident: 'NON_RESIDENT' });
    expect(chooseReadings('opendoor', 1)).toMatchObject({ keys: 'served', zonePlace: 'address', nonResident: 'GUEST' });
    const mixed = [1, 2, 3, 4].map((seed) => chooseReadings('mixed', seed));
    expect(new Set(mixed.flatMap(({ keys, extraRoles, nonResident }) => [keys, extraRoles, nonResident]))).toEqual(
      new Set(['absent', 'refused', 'NON_RESIDENT']),
    );
    expect(new Set(mixed.map((readings) => JSON.stringify(readings))).size).toBe(4);
    expect(chooseReadings('mixed', 3)).toEqual(mixed[2]);
  });

  it('an override wins; an unknown name or value is refused', () => {
    expect(chooseReadings('opendoor', 1, { keys: 'absent' }).keys).toBe('absent');
    expect(() => chooseReadings('openkit', 1, { keys: 'perhaps' })).toThrow();
    expect(() => chooseReadings('openkit', 1, { colour: 'red' })).toThrow();
  });

  it('marks every reading and explains it', () => {
    for (const spec of Object.values(readingTable)) {
      expect(['2', 'i']).toContain(spec.mark);
      expect(spec.values.length).toBeGreaterThan(1);
      expect(spec.about.length).toBeGreaterThan(20);
    }
  });

  it('opendoor: keys grant their doors, and their accesses name doors by sdkDoorUuid only', async () => {
    const test = await startTestApi({ profile: 'opendoor' });
    const keys = JSON.parse((await test.api('GET', '/v1/keys')).text).keys;
    const { accesses = [] } = await test.granted({ doorUuids: undefined, keyUuids: [keys[0].uuid], role: 'GUEST' });
    expect(accesses.length).toBeGreaterThan(3);
    const held = JSON.parse((await test.api('GET', `/v1/keys/${keys[0].uuid}/accesses`)).text).accesses;
    expect(held).toHaveLength(1);
    expect(held[0].doors.map((door: { sdkDoorUuid: string }) => door.sdkDoorUuid)).toEqual(
      accesses.map(({ sdkDoorUuid }) => sdkDoorUuid),
    );
    expect(held[0]).not.toHaveProperty('doorUuid');
    expect((await test.api('GET', `/v1/keys/${crypto.randomUUID()}/accesses`)).status).toBe(404);
    expect((await test.grant({ doorUuids: undefined, keyUuids: [crypto.randomUUID()] })).status).toBe(400);
    await test.close();
  });

  it.each(['openkit', 'mixed'] as const)(
    '%s: keyUuids is an unknown field, GUEST and TOURER are no roles',
    async (profile) => {
      const test = await startTestApi({ profile, readings: { grantAnswer: '200', otherCodes: 'named' } });
      const [key] = test.emulator.world.keys.values();
      const doorUuids = [doorWith(test)];
      const { accesses } = await test.granted({ doorUuids, keyUuids: [key?.uuid] });
      expect(accesses?.map(({ doorUuid }) => doorUuid)).toEqual(doorUuids);
      expect((await test.grant({ doorUuids: undefined, keyUuids: [key?.uuid] })).json).toMatchObject({
        message: 'DOOR_UUIDS_REQUIRED',
      });
      for (const { violations } of test.emulator.journal.read({ method: 'POST' })) {
        expect(violations).toContain('unknown_field:keyUuids');
      }
      for (const role of ['GUEST', 'TOURER']) {
        expect((await test.grant({ doorUuids, role })).json).toMatchObject({ message: 'INVALID_REQUEST' });
      }
      const described = JSON.stringify(
        JSON.parse((await send(`${test.url}/openapi.json`, 'GET')).text).paths['/v2/users'],
      );
      expect(described).toContain(
        '"required":["firstName","lastName","startTime","doorUuids","shareable","passcodeType"]',
      );
      expect(described).not.toContain('keyUuids');
      await test.close();
    },
  );

  it('opendoor: a TOURER with an end is fine', async () => {
    const test = await startTestApi({ profile: 'opendoor' });
    const end = { role: 'TOURER', endTime: '2026-11-30T00:00:00Z' };
    expect((await test.granted({ doorUuids: [doorWith(test)], ...end })).accesses?.[0]?.role).toBe('TOURER');
    await test.close();
  });
});
