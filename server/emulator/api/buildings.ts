import { buildingList, residentPage } from '../contract/answers.ts';
import { pageQuery } from '../contract/requests.ts';
import { route } from '../contract/route.ts';
import { isHeld, isUnended, isVisible } from '../rules/accesses.ts';
import { notFound } from '../rules/refusal.ts';
import type { Work } from '../rules/work.ts';
import type { Building, User } from '../world/model.ts';
import { pageOf } from './paging.ts';
import { renderBuilding, renderPerson } from './render.ts';

/** Not paged. A building with no enabled door is not visible. */
export const listBuildings = route({
  method: 'GET',
  path: '/v1/buildings',
  operationId: 'listBuildings',
  answers: { 200: buildingList },
  handle: ({ work, readings }) => {
    const visible = [...work.world.buildings.values()].filter(isVisibleBuilding);
    return { status: 200, body: { buildings: visible.map((building) => renderBuilding(building, readings)) } };
  },
});

/** People with active resident access in the building: identity only. */
export const listResidents = route({
  method: 'GET',
  path: '/v1/buildings/{buildingUuid}/residents',
  operationId: 'listBuildingResidents',
  query: pageQuery,
  answers: { 200: residentPage },
  handle: ({ work, readings, faults, params, query }) => {
    const building = work.world.buildings.get(params.buildingUuid ?? '');
    if (!building || !isVisibleBuilding(building)) throw notFound();
    const { items, next } = pageOf(residentsOf(building, work), { ...query, firstToken: 0 }, readings, faults);
    return { status: 200, body: { residents: items.map((user) => renderPerson(user, readings)), ...next } };
  },
});

function isVisibleBuilding(building: Building): boolean {
  return building.doors.some(isVisible);
}

function residentsOf(building: Building, work: Work): User[] {
  const residents = new Set<User>();
  for (const door of building.doors.filter(isVisible)) {
    for (const access of door.accesses) {
      const isActive = access.startMs <= work.nowMs && isUnended(access, work.nowMs) && isHeld(access, work);
      if (access.role === 'RESIDENT' && isActive) residents.add(access.user);
    }
  }
  return [...residents];
}
