import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fullName, noName } from '#lib/names';
import { db } from '#server/db/pool';
import { listAccesses } from '#server/services/accesses/list-accesses';
import { listAccessesQuery } from '#server/services/accesses/list-query';
import { listBuildings } from '#server/services/buildings/list-buildings';
import { listBuildingsQuery } from '#server/services/buildings/list-query';
import { listDoorAccessesQuery } from '#server/services/doors/accesses-query';
import { getDoor } from '#server/services/doors/get-door';
import { listDoorAccesses } from '#server/services/doors/list-door-accesses';
import { listDoors } from '#server/services/doors/list-doors';
import { listDoorsQuery } from '#server/services/doors/list-query';
import { listEvents } from '#server/services/history/list-events';
import { listEventsQuery } from '#server/services/history/list-query';
import { getPerson } from '#server/services/people/get-person';
import { listPeople } from '#server/services/people/list-people';
import { listPeopleQuery } from '#server/services/people/list-query';
import { listTimelineQuery } from '#server/services/timeline/list-query';
import { listTimeline } from '#server/services/timeline/list-timeline';
import { type BackOffice, sessionAs, startBackOffice, sweepNow } from '../../e2e/fixtures/back-office.ts';

const leftOut = {
  '/v1/buildings': ['buildings[].name', 'buildings[].portfolio.name'],
  '/v1/doors': ['doors[].name'],
  '/v1/users': ['users[].firstName', 'users[].lastName'],
};

let office: BackOffice;

beforeAll(async () => {
  office = await startBackOffice({ people: 12, buildings: 1 });
  await office.stopWorker();
});
afterAll(() => office.stop());

/** What of an answer is called by nothing but blanks: `items.3.doorName`. */
function blankNames(answer: unknown, at = ''): string[] {
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([key, value]) => {
    const here = `${at}.${key}`;
    const isBlank = /^(name|personName|doorName|buildingName|portfolioName|hostName|granterName)$/.test(key);
    return isBlank && typeof value === 'string' && value.trim() === '' ? [here] : blankNames(value, here);
  });
}

test('S38 who and what OpenKit gives no name is called so wherever it is shown, the access they have among it', async () => {
  // Places as if they had never been listed: one that is known keeps its name.
  for (const table of ['door', 'building', 'portfolio']) await db().execute(sql`delete from ${sql.identifier(table)}`);
  for (const [path, fields] of Object.entries(leftOut)) {
    for (const field of fields) {
      await office.control.addFault({ match: { path }, effect: { type: 'drift', field, to: 'missing' } });
    }
  }
  expect(await sweepNow()).toBe('complete');

  const owner = await sessionAs('owner');
  const [accesses, doors, people, buildings] = await Promise.all([
    listAccesses(owner, listAccessesQuery.parse({})),
    listDoors(owner, listDoorsQuery.parse({})),
    listPeople(owner, listPeopleQuery.parse({})),
    listBuildings(owner, listBuildingsQuery.parse({})),
  ]);
  const [held] = accesses.items;
  if (!held) throw new Error('The sandbox has no access.');
  const person = await getPerson(owner, held.personId);
  const answers = {
    ...{ accesses, doors, people, buildings, person },
    door: await getDoor(owner, held.doorId),
    doorAccesses: await listDoorAccesses(owner, listDoorAccessesQuery.parse({ id: held.doorId })),
    timeline: await listTimeline(owner, listTimelineQuery.parse({ building: held.buildingId ?? '' })),
    events: await listEvents(owner, listEventsQuery.parse({})),
  };
  expect(blankNames(answers)).toEqual([]);
  expect(held).toMatchObject({ personName: noName, doorName: noName, buildingName: noName });
  expect(fullName(person)).toBe(noName);
});
