import { keyAccessList, keyPage } from '../contract/answers.ts';
import type { WireKey, WireKeyAccess } from '../contract/entities.ts';
import { keyPageQuery } from '../contract/requests.ts';
import { route } from '../contract/route.ts';
import type { Readings } from '../readings/readings.ts';
import { isReadable, isVisible } from '../rules/accesses.ts';
import { findKey, groupByGrant, keyUuidOf, visibleKeys } from '../rules/keys.ts';
import { notFound } from '../rules/refusal.ts';
import type { Access, Door, Key } from '../world/model.ts';
import { pageOf } from './paging.ts';
import { type Reading, renderAccess } from './render.ts';

const keysBeginAt = '2024-01-01T00:00:00.000Z';

/** Newer deployments only. */
export const listKeys = route({
  method: 'GET',
  path: '/v1/keys',
  operationId: 'listKeys',
  query: keyPageQuery,
  isServed: areKeysServed,
  answers: { 200: keyPage },
  handle: ({ work, readings, faults, query }) => {
    const keys = visibleKeys(work).filter(
      ({ building }) => query.buildingUuid === undefined || building.uuid === query.buildingUuid,
    );
    const { items, next } = pageOf(
      keys,
      { pageSize: query.pageSize ?? Math.max(1, keys.length), pageToken: query.pageToken, firstToken: 0 },
      readings,
      faults,
    );
    const showsDoors = query.includeDoors === 'true';
    return { status: 200, body: { keys: items.map((key) => renderKey(key, readings, showsDoors)), ...next } };
  },
});

/** Who holds a key: one row per grant, naming the doors by `sdkDoorUuid` only. */
export const listKeyAccesses = route({
  method: 'GET',
  path: '/v1/keys/{keyUuid}/accesses',
  operationId: 'listKeyAccesses',
  isServed: areKeysServed,
  answers: { 200: keyAccessList },
  handle: ({ work, readings, params }) => {
    const key = findKey(work, params.keyUuid ?? '');
    if (!key) throw notFound();
    const held = key.doors
      .flatMap((door) => door.accesses)
      .filter((access) => keyUuidOf(access, readings) === key.uuid && isReadable(access, work));
    const accesses = groupByGrant(held).flatMap((given) => renderKeyAccess(given, key, work));
    return { status: 200, body: { accesses } };
  },
});

function areKeysServed({ keys }: Readings): boolean {
  return keys === 'served';
}

function renderKey({ uuid, name, building, doors }: Key, { keyForm }: Readings, showsDoors: boolean): WireKey {
  const doorsType = doors[0]?.type ?? 'DOOR';
  const newest = {
    keyType: doors.length === 1 ? 'SINGLE' : 'REGULAR',
    doorsType,
    ...(showsDoors && { doors: doors.filter(isVisible).map(renderKeyDoor) }),
  } as const;
  return {
    uuid,
    name,
    ...(keyForm === 'REGULAR-SINGLE' ? newest : { keyType: doorsType }),
    buildingUuid: building.uuid,
    accountUuid: building.portfolio?.uuid ?? building.uuid,
    startTime: keysBeginAt,
    endTime: null,
  };
}

function renderKeyDoor({ name, sdkDoorUuid, type }: Door) {
  return { name, sdkDoorUuid, type };
}

/** `given`: the accesses to the doors of the key that one grant gave. */
function renderKeyAccess(given: Access[], { uuid }: Key, reading: Reading): WireKeyAccess[] {
  const [first] = given;
  if (!first) return [];
  const { doorUuid: _door, sdkDoorUuid: _sdkDoor, doorcode: _doorcode, ...shared } = renderAccess(first, reading);
  const doors = given.map((access) => {
    const { doorcode } = renderAccess(access, reading);
    return { sdkDoorUuid: access.door.sdkDoorUuid, ...(doorcode === undefined ? {} : { doorcode }) };
  });
  return [{ ...shared, userUuid: first.user.uuid, keyUuid: uuid, doors }];
}
