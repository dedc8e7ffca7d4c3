import { doorPage } from '../contract/answers.ts';
import { buildingPageQuery } from '../contract/requests.ts';
import { route } from '../contract/route.ts';
import { isVisible } from '../rules/accesses.ts';
import { pageOf } from './paging.ts';
import { renderDoor } from './render.ts';

/** Doors enabled for the partner; all of them when `pageSize` is left out. First token "1". */
export const listDoors = route({
  method: 'GET',
  path: '/v1/doors',
  operationId: 'listDoors',
  query: buildingPageQuery,
  answers: { 200: doorPage },
  handle: ({ work, readings, faults, query }) => {
    const { world } = work;
    const visible =
      query.buildingUuid === undefined
        ? world.visibleDoors()
        : (world.buildings.get(query.buildingUuid)?.doors.filter(isVisible) ?? []);
    const { items, next } = pageOf(
      visible,
      { pageSize: query.pageSize ?? Math.max(1, visible.length), pageToken: query.pageToken, firstToken: 1 },
      readings,
      faults,
    );
    return { status: 200, body: { doors: items.map((door) => renderDoor(door, readings)), ...next } };
  },
});
