import { buildingNeeds } from '#lib/building-facets';
import { lockTroubles } from '#lib/door-facets';
import type { Session } from '#server/auth/session';
import { listAccesses } from '#server/services/accesses/list-accesses';
import { listAccessesQuery } from '#server/services/accesses/list-query';
import { listBuildings } from '#server/services/buildings/list-buildings';
import { listBuildingsQuery } from '#server/services/buildings/list-query';
import { getDoor } from '#server/services/doors/get-door';
import { listDoors } from '#server/services/doors/list-doors';
import { listDoorsQuery } from '#server/services/doors/list-query';
import type { HistorySubject } from '#server/services/history/event-filters';
import { listEvents } from '#server/services/history/list-events';
import { listHistory } from '#server/services/history/list-history';
import { listEventsQuery, listHistoryQuery } from '#server/services/history/list-query';
import { getPerson } from '#server/services/people/get-person';
import { listPeople } from '#server/services/people/list-people';
import { listPeopleQuery } from '#server/services/people/list-query';
import { searchEverything } from '#server/services/search/search-everything';

/**
 * `simple`: no filter, one filter with an index, or a detail; `combined`: several filters, any search, what is in
 * another table (what people hold, the names of a history). A scope makes a combination.
 */
export type Case = {
  name: string;
  kind: 'simple' | 'combined';
  read: (session: Session) => Promise<unknown>;
};

const people = (search: object) => (session: Session) => listPeople(session, listPeopleQuery.parse(search));
const doors = (search: object) => (session: Session) => listDoors(session, listDoorsQuery.parse(search));
const accesses = (search: object) => (session: Session) => listAccesses(session, listAccessesQuery.parse(search));
const events = (search: object) => (session: Session) => listEvents(session, listEventsQuery.parse(search));
const buildings = (search: object) => (session: Session) => listBuildings(session, listBuildingsQuery.parse(search));

const named =
  (list: string, read: (search: object) => Case['read']) =>
  (kind: Case['kind'], search: object): Case => ({
    name: `${list} ${new URLSearchParams(Object.entries(search))}`.trim(),
    kind,
    read: read(search),
  });

/**
 * Last in the alphabet, one to three letters, a short word that ends many names, nothing found, many thousands found, a
 * pause while typing a name, signs alone, phone and serial numbers.
 */
const names = ['zywicki', 'zoe zyw', 'z', 'zo', 'zoe', '12', 'okafor', 'xqjkv', "O'B", 'o’brien', 'lobby'];
const terms = [...names, '-', '212 000 12', 'SN0001'];

/** Details are read by whoever sees everything: what others see of them depends on the size. */
const everywhere =
  (read: Case['read']): Case['read'] =>
  async (session) =>
    session.scope === 'all' ? read(session) : undefined;

const person = '30000000-0000-4000-8000-000000000077';
const door = '20000000-0000-4000-8000-000000000405';

function histories(subject: HistorySubject, id: string, sought: string[]): Case[] {
  const ofOne = named(`history of a ${subject}`, (search) => {
    const query = listHistoryQuery.parse({ ...search, id });
    return (session) => listHistory(subject)(session, query);
  });
  return [
    ofOne('combined', {}),
    ofOne('combined', { sort: 'at' }),
    ofOne('combined', { cause: 'drift' }),
    ofOne('combined', { door }),
    ...sought.map((q) => ofOne('combined', { q })),
  ];
}

/** When it ends, of what has or has not begun: what there is most of, and what there is least of. */
const beginnings = [
  { state: 'now', ends: 'ends7' },
  { state: 'scheduled', ends: 'ends7' },
  { state: 'now', ends: 'endless' },
  { state: 'scheduled', ends: 'endless' },
  { state: 'ended', ends: 'endless' },
];

/** Most shared buffers a case should touch at full size. */
export const aims: Record<Case['kind'], number> = { simple: 300, combined: 6000 };

export function casesFor(building: string): Case[] {
  const ofPeople = named('people', people);
  const ofDoors = named('doors', doors);
  const ofAccesses = named('accesses', accesses);
  const ofEvents = named('events', events);
  return [
    ofPeople('simple', {}),
    ofPeople('simple', { sort: '-name' }),
    ofPeople('simple', { building }),
    ...[{ state: 'now' }, { role: 'guest' }, { type: 'DAILY' }, { type: 'DAILY_SINGLE_USE' }].map((search) =>
      ofPeople('combined', search),
    ),
    ofPeople('combined', { state: 'scheduled', role: 'tourer', type: 'DAILY_SINGLE_USE' }),
    ofPeople('combined', { ends: 'ends30', role: 'resident' }),
    ...beginnings.map((search) => ofPeople('combined', search)),
    ofPeople('combined', { door }),
    ...lockTroubles.map((lock) => ofPeople('combined', { lock })),
    ofPeople('combined', { lock: 'offline.battery_low.battery_stale' }),
    ofPeople('combined', { lock: 'offline', state: 'scheduled', role: 'guest' }),
    ...terms.map((q) => ofPeople('combined', { q })),
    ofPeople('combined', { q: 'okafor', building }),
    ofPeople('combined', { q: 'zoe', state: 'scheduled' }),
    ...terms.map(
      (q): Case => ({ name: `find ${q}`, kind: 'combined', read: (session) => searchEverything(session, { q }) }),
    ),
    ofDoors('simple', {}),
    ofDoors('simple', { sort: '-name' }),
    ofDoors('simple', { sort: 'battery' }),
    ofDoors('simple', { sort: '-battery' }),
    ofDoors('simple', { sort: 'read' }),
    ofDoors('simple', { sort: '-read' }),
    ofDoors('simple', { sort: 'building' }),
    ofDoors('simple', { building }),
    ...[
      { kind: 'elevator' },
      { connection: 'offline' },
      { activation: 'not_activated' },
      { battery: 'low' },
      { battery: 'low.stale' },
      { battery: 'stale' },
      { changes: 'waiting' },
      { changes: 'drift' },
    ].map((search) => ofDoors('simple', search)),
    ofDoors('combined', { connection: 'offline', battery: 'low', kind: 'elevator' }),
    ofDoors('combined', { activation: 'not_activated', battery: 'stale', accessibility: 'communal', sort: 'battery' }),
    ...terms.map((q) => ofDoors('combined', { q })),
    ...(['person', '-person', 'door', '-door', 'start', '-start', 'end', '-end'] as const).map((sort) =>
      ofAccesses('simple', { sort }),
    ),
    ofAccesses('simple', { building }),
    ...[{ state: 'now' }, { state: 'scheduled' }, { state: 'ended' }, { ends: 'endless' }].map((search) =>
      ofAccesses('simple', search),
    ),
    ...[{ role: 'guest' }, { type: 'DAILY' }, { type: 'DAILY_SINGLE_USE' }, { granter: 'user' }].map((search) =>
      ofAccesses('simple', search),
    ),
    ...lockTroubles.flatMap((lock) => [
      ofAccesses('combined', { lock }),
      ofAccesses('combined', { lock, state: 'now', role: 'resident', sort: '-end' }),
    ]),
    ofAccesses('combined', { state: 'now', lock: 'offline' }),
    ofAccesses('combined', { lock: 'offline.battery_low' }),
    ofAccesses('combined', { lock: 'offline.battery_low', state: 'now', sort: '-end' }),
    ofAccesses('combined', { state: 'now', changes: 'drift' }),
    ofAccesses('combined', { ends: 'ends7' }),
    ...beginnings.map((search) => ofAccesses('combined', search)),
    ofAccesses('combined', { ends: 'ends7', role: 'resident', granter: 'user' }),
    ofAccesses('combined', { state: 'scheduled', role: 'tourer', type: 'DAILY_SINGLE_USE' }),
    ofAccesses('combined', { state: 'scheduled', role: 'guest', granter: 'unknown', sort: 'end' }),
    ofAccesses('combined', { role: 'tourer', type: 'DAILY', sort: 'door' }),
    ...terms.map((q) => ofAccesses('combined', { q })),
    ...['okafro', 'loby'].map((q) => ofAccesses('combined', { q })),
    ...['zoe', 'okafor', 'lobby'].flatMap((q) => [
      ofAccesses('combined', { q, sort: 'door' }),
      ofAccesses('combined', { q, sort: '-end' }),
      ofAccesses('combined', { q, state: 'scheduled' }),
    ]),
    named('buildings', buildings)('simple', {}),
    named('buildings', buildings)('combined', { q: 'elm' }),
    named('buildings', buildings)('combined', { q: 'biulding' }),
    ...[...buildingNeeds, 'offline.battery_low'].map((needs) => named('buildings', buildings)('combined', { needs })),
    ofEvents('simple', {}),
    ofEvents('simple', { sort: 'at' }),
    ofEvents('simple', { kind: 'vanished' }),
    ofEvents('simple', { cause: 'drift' }),
    ofEvents('combined', { kind: 'changed', cause: 'expiry' }),
    ofEvents('combined', { door }),
    ofEvents('simple', { building }),
    ofEvents('combined', { building, kind: 'vanished' }),
    ofEvents('combined', { building, kind: 'changed' }),
    ofEvents('simple', { kind: 'ended' }),
    ofEvents('combined', { from: '2026-01-01', to: '2026-01-02' }),
    ...terms.map((q) => ofEvents('combined', { q })),
    ofEvents('combined', { q: 'okafor', cause: 'drift' }),
    ofEvents('combined', { q: 'zywicki', kind: 'changed' }),
    ofEvents('combined', { q: 'lobby', kind: 'vanished' }),
    ...histories('building', building, ['zywicki', 'zo', 'okafor', 'xqjkv', 'lobby']),
    ...histories('person', person, ['lobby', 'xqjkv']),
    ...histories('door', door, ['zywicki', 'okafor', 'xqjkv']),
    { name: 'one person', kind: 'simple', read: everywhere((session) => getPerson(session, person)) },
    { name: 'one door', kind: 'simple', read: everywhere((session) => getDoor(session, door)) },
  ];
}
