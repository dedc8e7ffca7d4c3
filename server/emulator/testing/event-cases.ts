import type { WorldEvent } from '../contract/world-events.ts';
import { apiBase } from '../faults/match.ts';
import { roles } from '../world/model.ts';
import { doorsWith, type TestApi } from './api-client.ts';
import type { EffectCase } from './effect-cases.ts';
import { meet } from './meet.ts';

/** What the API, or the control API, says after an event, or says no more. */
type EventCase = { event: WorldEvent; path: string; says?: string | undefined; hides?: string | undefined };

/** Each event of the world as the fault that lets it happen in the middle of a sweep. */
export function eventCases(test: TestApi): EffectCase[] {
  return listEvents(test).map(({ event, path, says = '', hides }) => ({
    effect: { type: 'world_event', event },
    isSeen: async () => {
      const place = path.startsWith('/users') ? '/_emulator' : apiBase;
      const { text } = await meet(test, 'GET', `${place}${path}`);
      return text.includes(says) && (hides === undefined || !text.includes(hides));
    },
    isSeenLater: true,
  }));
}

function listEvents(test: TestApi): EventCase[] {
  const [door] = doorsWith(test, { isConnected: true });
  const [dead] = doorsWith(test, { activated: false });
  const [user] = test.emulator.world.users;
  const held = test.emulator.world.users
    .flatMap(({ accesses }) => accesses)
    .find((access) => access.granter.type === 'PARTNER' && access.endMs === null && access.keyUuid === null);
  if (!door || !dead || !user || !held) throw new Error('The seeded world lacks what the events need.');
  const doorUuid = door.uuid;
  const buildingUuid = door.building.uuid;
  const userUuid = user.uuid;
  const holder = { userUuid: held.user.uuid, doorUuid: held.door.uuid };
  const userPath = `/v1/users/${userUuid}`;
  const holderPath = `/v1/users/${holder.userUuid}`;
  const inBuilding = `/v1/doors?buildingUuid=${buildingUuid}`;
  const deadInBuilding = `/v1/doors?buildingUuid=${dead.building.uuid}`;
  const names = { firstName: 'Renamed', lastName: 'Person' };
  return [
    { event: { type: 'door_enabled', doorUuid, enabled: false }, path: inBuilding, hides: doorUuid },
    { event: { type: 'door_enabled', doorUuid, enabled: true }, path: inBuilding, says: doorUuid },
    { event: { type: 'door_connection', doorUuid, isConnected: false }, path: inBuilding, says: doorUuid },
    { event: { type: 'door_device', doorUuid, device: 'removed' }, path: inBuilding, hides: door.device?.serialNumber },
    { event: { type: 'door_device', doorUuid: dead.uuid, device: 'installed' }, path: deadInBuilding, says: '"KV' },
    { event: { type: 'door_renamed', doorUuid, name: 'Renamed' }, path: inBuilding, says: '"Renamed"' },
    { event: { type: 'building_gone', buildingUuid, gone: true }, path: '/v1/buildings', hides: buildingUuid },
    { event: { type: 'building_gone', buildingUuid, gone: false }, path: '/v1/buildings', says: buildingUuid },
    { event: { type: 'building_renamed', buildingUuid, name: 'Renamed' }, path: '/v1/buildings', says: '"Renamed"' },
    { event: { type: 'building_zone', buildingUuid, zone: 'Asia/Tokyo' }, path: '/v1/buildings', says: 'Asia/Tokyo' },
    { event: { type: 'access_ended', ...holder }, path: holderPath, hides: holder.doorUuid },
    {
      event: { type: 'access_moved', ...holder, endTime: '2031-05-05T05:05:05Z' },
      path: holderPath,
      says: '2031-05-05T05:05:05',
    },
    ...roles.map((role) => ({
      event: { type: 'manager_granted' as const, userUuid, doorUuid, role },
      path: `/users?userUuid=${userUuid}`,
      says: `"role":"${role}","granter":{"type":"MANAGER"`,
    })),
    {
      event: { type: 'guest_invited', hostUuid: userUuid, doorUuid, email: 'guest@example.com', ...names },
      path: '/users?email=guest@example.com',
      says: `"granter":{"type":"USER","uuid":"${userUuid}"}`,
    },
    { event: { type: 'email_changed', userUuid, email: 'new@example.com' }, path: userPath, says: 'new@example.com' },
    { event: { type: 'phone_changed', userUuid, phone: '+12125550199' }, path: userPath, says: '+12125550199' },
    { event: { type: 'user_renamed', userUuid, ...names }, path: userPath, says: '"Renamed"' },
  ];
}
