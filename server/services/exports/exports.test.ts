import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { meansNames, passcodeTypeNames } from '#lib/messages/access-words';
import { type ExportListInput, type ExportListName, exportLists } from '#lib/schemas/export';
import { auditKey } from '#server/audit/key';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { accessesColumns } from '@/app/(console)/accesses/_components/accesses-columns';
import { activityColumns } from '@/app/(console)/activity/_components/activity-columns';
import { buildingColumns } from '@/app/(console)/buildings/_components/building-columns';
import { bundleColumns } from '@/app/(console)/bundles/_components/bundle-columns';
import { doorcodesColumns } from '@/app/(console)/doorcodes/_components/doorcodes-columns';
import { guestsColumns } from '@/app/(console)/guests/_components/guests-columns';
import { operationDoorColumns } from '@/app/(console)/operations/[id]/_components/operation-door-columns';
import { endingColumns } from '@/app/(console)/schedules/ending/_components/ending-columns';
import { unitColumns } from '@/app/(console)/units/_components/unit-columns';
import { columnId } from '@/components/data-table/columns';
import { doorColumns } from '@/components/door/door-columns';
import { historyColumns } from '@/components/history/history-columns';
import { personColumns } from '@/components/person/person-columns';
import { doorAnswerColumns } from '../../../app/(console)/schedules/who/_components/answers-columns.tsx';
import { type BackOffice, nextRequest, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { listAccesses } from '../accesses/list-accesses.ts';
import { listAccessesQuery } from '../accesses/list-query.ts';
import { listHistory } from '../history/list-history.ts';
import { listHistoryQuery } from '../history/list-query.ts';
import { listPeople } from '../people/list-people.ts';
import { listPeopleQuery } from '../people/list-query.ts';
import { exportList } from './export-list.ts';
import { exportedLists } from './export-lists.ts';
import { getExport } from './get-export.ts';

let office: BackOffice;
let owner: Session;
let manager: Session;
let mine: string[];

beforeAll(async () => {
  office = await startBackOffice({ people: 120, buildings: 3 });
  await office.stopWorker();
  const buildings = await db().execute<{ id: string }>(sql`select id from building order by id limit 1`);
  mine = buildings.rows.map((row) => row.id);
  await db().execute(sql`insert into unit (building_id, name) values (${mine[0]}, '1A')`);
  await db().execute(sql`insert into bundle (building_id, name, kind) values (${mine[0]}, 'Amenities', 'amenities')`);
  owner = await sessionAs('owner');
  const doors = await db().execute<{ id: string }>(sql`
    select door_id as id from access where building_id = ${mine[0]} group by door_id order by count(*) desc limit 1`);
  const [held] = (
    await db().execute<{ personId: string; doorId: string }>(sql`
      select person_id as "personId", door_id as "doorId" from access where building_id = ${mine[0]}
      order by person_sort desc, door_sort, person_id, door_id limit 1`)
  ).rows;
  subjects = { person: held?.personId ?? '', door: held?.doorId ?? '', building: mine[0] ?? '' };
  question = `?${new URLSearchParams({ ask: 'who lobby', doors: doors.rows[0]?.id ?? '', from: await now(), zone: 'UTC' })}`;
  manager = await sessionAs('building_manager', mine);
});
afterAll(() => office.stop());

/** Who can open the busiest door of the first building now. */
let question: string;
/** Whose histories are exported. */
let subjects: Record<'person' | 'door' | 'building', string>;

/** The column that says when OpenKit was read; its head says what that can hold. */
const reading =
  'Read from OpenKit. Includes doors enabled for you, your users, and the names, not the doors, of other residents: Mission Control may show more.';

/** What the pages show: a column that the file does not know would be refused. */
const columnsOf: Record<ExportListName, string[]> = {
  people: personColumns.map(columnId),
  doors: doorColumns.map(columnId),
  buildings: buildingColumns.map(columnId),
  accesses: accessesColumns.map(columnId),
  doorcodes: doorcodesColumns.map(columnId),
  guests: guestsColumns.map(columnId),
  ending: endingColumns.map(columnId),
  units: unitColumns.map(columnId),
  bundles: bundleColumns.map(columnId),
  answers: doorAnswerColumns.map(columnId),
  timeline: ['person', 'door', 'window', 'kind'],
  activity: activityColumns.map(columnId),
  'operation-doors': operationDoorColumns.map(columnId),
  events: historyColumns.everywhere.map(columnId),
  'person-history': historyColumns.person.map(columnId),
  'door-history': historyColumns.door.map(columnId),
  'building-history': historyColumns.building.map(columnId),
};

/** Answers are those of one question, bars those of one building, events those of somebody or something. */
function searchOf(list: ExportListName): string {
  if (list === 'answers') return question;
  if (list === 'timeline') return `?building=${mine[0]}`;
  for (const subject of ['person', 'door', 'building'] as const) {
    if (list === `${subject}-history`) return `?id=${subjects[subject]}`;
  }
  return '';
}

const everything = (list: ExportListName, search = searchOf(list), excludedIds: string[] = []): ExportListInput => ({
  selection: { kind: 'filter', list, search, excludedIds },
  columns: columnsOf[list],
});

async function exported(session: Session, input: ExportListInput): Promise<Record<string, string>[]> {
  const { id, count } = await exportList(nextRequest(session), input);
  const rows = parse(await (await getExport(session, { id })).text());
  // The log tells of its own export by the time it is read.
  expect(rows).toHaveLength(input.selection.list === 'activity' ? count + 1 : count);
  return rows;
}

/** Reads RFC 4180 as a spreadsheet does, by the names of the first line. */
function parse(text: string): Record<string, string>[] {
  const lines: string[][] = [];
  for (const line of text.matchAll(/(?:"(?:[^"]|"")*"|[^"\r\n])*\r\n/g)) {
    const cells = line[0].slice(0, -2).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g);
    lines.push([...cells].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ''));
  }
  const [head = [], ...rows] = lines;
  return rows.map((cells) => Object.fromEntries(cells.map((cell, at) => [head[at] ?? '', cell])));
}

test('people: the rows of the filter, in its order and scope, with the wall clock of the building', async () => {
  for (const session of [owner, manager]) {
    const page = await listPeople(session, listPeopleQuery.parse({ building: mine[0], sort: '-name', limit: 200 }));
    const rows = await exported(session, everything('people', `?building=${mine[0]}&sort=-name`));
    expect(rows.map((row) => row.ID)).toEqual(page.items.map((person) => person.id));
    expect(rows.map((row) => row['Doors now'])).toEqual(page.items.map((person) => String(person.activeDoors)));
    const ending = page.items.findIndex((person) => person.nextEnd !== null);
    const { nextEnd = null, nextEndZone = null } = page.items[ending] ?? {};
    expect(rows[ending]?.['Time zone']).toBe(nextEndZone);
    expect(rows[ending]?.['Next end']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
    expect(Date.parse(rows[ending]?.['Next end'] ?? '')).toBe(Date.parse(nextEnd ?? ''));
  }
});

test('accesses: more rows than one batch, each once, none out of scope', async () => {
  const rows = await exported(owner, everything('accesses'));
  const all = await db().execute<{ id: string }>(sql`select id from access`);
  expect(rows.length).toBeGreaterThan(500);
  expect(rows.map((row) => row.ID).sort()).toEqual(all.rows.map((row) => row.id).sort());
  const own = await db().execute<{ id: string }>(sql`select id from access where building_id = ${mine[0]}`);
  const seen = await exported(manager, everything('accesses'));
  expect(seen.map((row) => row.ID).sort()).toEqual(own.rows.map((row) => row.id).sort());
});

test.each(exportLists)('%s can be had as a file, by its own columns alone', async (list) => {
  const rows = await exported(list === 'guests' ? owner : manager, everything(list));
  if (list !== 'activity' && list !== 'operation-doors') expect(rows.length).toBeGreaterThan(0);
  // The log is complete by itself, and the file of a question says in words of its own what it cannot hold.
  const isWhole = list === 'activity' || list === 'answers';
  expect(rows.map((row) => row[reading])).toEqual(
    rows.map(() => (isWhole ? undefined : expect.stringMatching(/\+00:00$/))),
  );
  const unknown = exportList(owner, { ...everything(list), columns: ['colour'] });
  await expect(unknown).rejects.toMatchObject({ code: 'invalid', field: 'columns' });
});

test.each(exportLists)(
  'each column of %s is in the file where it is the only one, and what two hold is there once',
  (list) => {
    const headsOf = (columns: string[]) => exportedLists[list].head(columns).trim().slice(1, -1).split('","');
    const always = headsOf([]).length;
    for (const column of columnsOf[list]) expect(headsOf([column]).length, column).toBeGreaterThan(always);
    const heads = headsOf(columnsOf[list]);
    expect(heads).toEqual([...new Set(heads)]);
    if (list === 'ending') expect(headsOf(['window'])).toEqual(expect.arrayContaining(['Starts', 'Ends']));
  },
);

test('a file says what it cannot hold, though it has no row, and whether the reading it is from was believed', async () => {
  const [row] = await exported(owner, everything('people'));
  const { rows } = await db().execute<{ at: string }>(sql`
    select max(finished_at) as at from sweep where state = 'complete'`);
  expect(Date.parse(row?.[reading] ?? '')).toBe(Math.floor(Date.parse(rows[0]?.at ?? '') / 1000) * 1000);
  expect(row?.['The last reading was believed']).toBe('Yes');
  await db().execute(sql`
    insert into sweep (state, phase, started_at, finished_at, seen_counts)
    select 'suspect', 'done', started_at, finished_at, seen_counts from sweep`);
  const [doubtful] = await exported(owner, everything('people'));
  // The doubt is about the reading after the one that is named.
  expect(doubtful).toMatchObject({ [reading]: row?.[reading], 'The last reading was believed': 'No' });
  await db().execute(sql`delete from sweep where state = 'suspect'`);
  await db().execute(sql`update sweep set state = 'stopped' where state = 'complete'`);
  const [unread] = await exported(owner, everything('people'));
  expect(unread).toMatchObject({ [reading]: '', 'The last reading was believed': '' });
  await db().execute(sql`update sweep set state = 'complete' where state = 'stopped'`);
  const { id } = await exportList(nextRequest(owner), everything('people', '?q=xqjkv'));
  const empty = await (await getExport(owner, { id })).text();
  expect(empty.trimEnd().split('\r\n')).toEqual([expect.stringContaining(`"${reading}"`)]);
});

test('a file of answers carries the question, its zone, when it was asked, the readings around it and the key', async () => {
  const rows = await exported(manager, everything('answers'));
  const { publicKeyPem } = auditKey();
  for (const row of rows) {
    expect(row).toMatchObject({ Question: 'who lobby', 'Zone of the question': 'UTC', 'Not confirmed here': '0' });
    expect(Object.values(meansNames)).toContain(row.How);
    expect(Object.values(passcodeTypeNames)).toContain(row.Kind);
    expect(row['Asked at']).toMatch(/^\d{4}-\d{2}-\d{2}T/);
    expect(row['Last reading before began']).toMatch(/^\d{4}-\d{2}-\d{2}T/);
    expect(row['Mirror as of']).toMatch(/^\d{4}-\d{2}-\d{2}T/);
    expect(row['State of the mirror']).toBe('The last reading of OpenKit was complete.');
    expect(publicKeyPem.replaceAll('\n', '')).toContain(row['Public key of the log'] ?? 'none');
  }
  const before = question.replace(/from=[^&]*/, 'from=1999-01-01T00%3A00%3A00.000Z');
  const { rows: doors } = await db().execute<{ id: string; name: string; building: string }>(sql`
    select d.id, d.name, b.name as building from door d join building b on b.id = d.building_id
    where b.id = ${mine[0]} and d.gone_at is null order by d.sort_name, d.id limit 5`);
  const ofDoors = before.replace(/doors=[^&]*/, `doors=${doors.map(({ id }) => id).join()}`);
  expect(await exported(manager, everything('answers', ofDoors))).toEqual([
    expect.objectContaining({
      Person: 'Nobody that we know of',
      Door: '',
      Question: 'who lobby',
      'Asked about': [...doors.map(({ name }) => name), doors[0]?.building].join(', '),
      'Not visible to us': expect.stringContaining('not visible to us'),
      ID: '',
    }),
  ]);
  const ofPerson = before.replace(/doors=[^&]*/, `person=${subjects.person}`);
  const [nothing] = await exported(manager, everything('answers', ofPerson));
  const { rows: people } = await db().execute<{ name: string }>(sql`
    select first_name || ' ' || last_name as name from person where id = ${subjects.person}`);
  expect(nothing?.['Asked about']).toBe(people[0]?.name);
  expect(await exported(manager, everything('answers', `${before}&q=ann`))).toEqual([]);
  await db().execute(sql`update sweep set state = 'suspect' where generation = (select max(generation) from sweep)`);
  const [doubtful] = await exported(manager, everything('answers', before));
  expect(doubtful?.['State of the mirror']).toBe('The last reading of OpenKit looked wrong and was not believed.');
  await db().execute(sql`update sweep set state = 'complete' where state = 'suspect'`);
  const { rows: buildings } = await db().execute<{ name: string }>(
    sql`select name from building where id = ${mine[0]}`,
  );
  const inBuilding = await exported(manager, everything('answers', `${question}&building=${mine[0]}`));
  expect(rows.map((row) => row['Only doors of'])).toEqual(rows.map(() => ''));
  expect(inBuilding.map((row) => row['Only doors of'])).toEqual(rows.map(() => buildings[0]?.name));
  const ids = exportList(owner, {
    selection: { kind: 'filter', list: 'answers', search: '?doors=', excludedIds: [] },
    columns: ['personName'],
  });
  await expect(ids).rejects.toMatchObject({ code: 'invalid', field: 'from' });
});

test('a history: the events of the filter from both ledgers, in its order, none out of scope', async () => {
  const id = subjects.building;
  await db().execute(sql`
    insert into door_event (at, name, door_id, building_id, before, after)
    select now() - interval '40 days', 'door.renamed', id, building_id, '{"doorName":"Old"}', '{"doorName":"New"}'
    from door where id = ${subjects.door}`);
  const all = await exported(manager, everything('building-history', `?id=${id}`));
  expect(all.length).toBeGreaterThan(200);
  expect(all.filter((row) => row.What === 'Door renamed')).toMatchObject([{ Person: '', Changes: 'Name: Old → New' }]);
  for (const search of ['sort=at', 'cause=first_sweep', `door=${subjects.door}`]) {
    const query = { ...Object.fromEntries(new URLSearchParams(search)), id, limit: 200 };
    const page = await listHistory('building')(manager, listHistoryQuery.parse(query));
    const rows = await exported(manager, everything('building-history', `?id=${id}&${search}`));
    expect(rows.slice(0, 200).map((row) => row.ID)).toEqual(page.items.map((event) => event.id));
    expect(rows.slice(0, 200).map((row) => row.Person?.replace(/^'/, ''))).toEqual(
      page.items.map(({ person }) => person?.name ?? ''),
    );
  }
  const everywhere = await exported(manager, everything('events', '?kind=door'));
  expect(everywhere.map((row) => row.ID)).toEqual(all.flatMap((row) => (row.ID?.startsWith('2-') ? [row.ID] : [])));
  expect(everywhere[0]?.Building).toBeTruthy();
  const elsewhere = await db().execute<{ id: string }>(sql`select id from building where id <> ${id} limit 1`);
  expect(await exported(manager, everything('building-history', `?id=${elsewhere.rows[0]?.id}`))).toEqual([]);
});

test('S17 hostile names and phones come out as text, and are read back as they were', async () => {
  const names = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=2', '\r=3', '\n=4', '＝5', 'O’Brien, "Bo"\r\nx', 'plain'];
  await db().execute(sql`
    insert into person (id, first_name, last_name, email, phone)
    select gen_random_uuid(), name, 'Hostile', 'hostile@example.com', '+12125550123'
    from unnest(${sql.param(names)}::text[]) as given(name)`);
  const rows = await exported(owner, everything('people', '?q=hostile%40example.com'));
  const cells = rows.map((row) => row.Name ?? '');
  expect(cells.filter((cell) => /^[\s\0]*[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
  expect(cells.map((cell) => cell.replace(/^'/, '')).sort()).toEqual(names.map((name) => `${name} Hostile`).sort());
  expect(new Set(rows.map((row) => row.Phone))).toEqual(new Set(["'+12125550123"]));
});

test('chosen rows, and all but some', async () => {
  const page = await listAccesses(owner, listAccessesQuery.parse({ limit: 200, state: 'now' }));
  const ids = page.items.map((access) => access.id);
  const selection = { kind: 'ids', list: 'accesses', ids: ids.slice(0, 3) } as const;
  const chosen = await exported(owner, { selection, columns: ['personName'] });
  expect(chosen.map((row) => row.ID)).toEqual(ids.slice(0, 3));
  expect(Object.keys(chosen[0] ?? {})).toEqual(['Person', reading, 'The last reading was believed', 'ID']);
  const rest = await exported(owner, everything('accesses', '?state=now', ids.slice(0, 3)));
  expect(rest.slice(0, 5).map((row) => row.ID)).toEqual(ids.slice(3, 8));
});

test('every export is in the log with list, filter and count; what was searched for stands beside the chain', async () => {
  const session = nextRequest(owner);
  const { id, count } = await exportList(session, everything('doors', '?q=lobby&sort=-name'));
  const entries = await db().execute<{ details: object; personal: object; id: string }>(sql`
    select payload::jsonb->'details' as details, object_id as id, data as personal
    from audit_entry join audit_personal using (seq) where request_id = ${session.requestId}`);
  expect(entries.rows).toEqual([
    {
      id,
      personal: { q: 'lobby' },
      details: { format: 'csv', list: 'doors', count, columns: columnsOf.doors, filter: { sort: '-name' }, leftOut: 0 },
    },
  ]);
});

test('a file is for the session that asked, while its rights and its ten minutes last', async () => {
  const { id } = await exportList(owner, everything('doors'));
  const gone = { code: 'forbidden_or_missing' };
  await expect(getExport({ ...owner, sessionId: crypto.randomUUID() }, { id })).rejects.toMatchObject(gone);
  await expect(getExport(manager, { id })).rejects.toMatchObject(gone);
  const narrowed: Session = { ...owner, scope: { buildingIds: mine, portfolioIds: [], doorIds: [] } };
  const rows = parse(await (await getExport(narrowed, { id })).text());
  const own = await db().execute<{ id: string }>(sql`select id from door where building_id = ${mine[0]}`);
  expect(rows.map((row) => row.ID).sort()).toEqual(own.rows.map((row) => row.id).sort());
  await db().execute(sql`update export_request set expires_at = clock_timestamp() where id = ${id}`);
  await expect(getExport(owner, { id })).rejects.toMatchObject(gone);
});

test('a leasing agent exports nothing, and thirty files an hour are enough, asked for at once or not', async () => {
  const agent = await sessionAs('leasing_agent', mine);
  await expect(exportList(agent, everything('doors'))).rejects.toMatchObject({ code: 'forbidden_or_missing' });
  const eager = await sessionAs('auditor', mine);
  const asked = Array.from({ length: 40 }, () => exportList(nextRequest(eager), everything('buildings')));
  const answers = await Promise.allSettled(asked);
  const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? answer.reason.code : []));
  expect(refused).toEqual(Array(10).fill('limited'));
});

test('whoever closes the window gives back the connection, and the next file is whole', async () => {
  for (let closed = 0; closed < 5; closed++) {
    const { id } = await exportList(nextRequest(owner), everything('accesses'));
    // Closing is told to the server at once, which ends the transaction in its own time; three at once are the most.
    const answer = await vi.waitFor(() => getExport(owner, { id }), { interval: 20, timeout: 10_000 });
    const reader = answer.body?.getReader();
    await reader?.read();
    await reader?.cancel();
  }
  const open = () =>
    db().execute<{ n: number }>(sql`
    select count(*) as n from pg_stat_activity
    where datname = current_database() and state = 'idle in transaction'`);
  await vi.waitFor(async () => expect((await open()).rows[0]?.n).toBe(0), { interval: 20, timeout: 10_000 });
  const whole = await vi.waitFor(() => exported(owner, everything('accesses')), { interval: 20, timeout: 10_000 });
  expect(whole.length).toBeGreaterThan(500);
});
