import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { doubtWords } from '#lib/messages/question-words';
import type { Selection } from '#lib/schemas/selection';
import { dayOf } from '#lib/time/day';
import { addMs, type Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { readSweepPage } from '#server/mirror/read-sweep-page';
import { saveDoors } from '#server/mirror/save-places';
import { openkit } from '#server/openkit/openkit';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
  sweepNow,
} from '../../../e2e/fixtures/back-office.ts';
import { endless } from '../../../e2e/fixtures/terms.ts';
import { changeAccess } from '../accesses/change-access.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { listAccesses, openAccesses } from '../accesses/list-accesses.ts';
import { listAccessesQuery } from '../accesses/list-query.ts';
import { revokeAccess } from '../accesses/revoke-access.ts';
import { listRowsQuery } from '../certifications/list-query.ts';
import { listCertificationRows } from '../certifications/list-rows.ts';
import { startCertification } from '../certifications/start-certification.ts';
import { revealDoorcodes } from '../doorcodes/reveal-doorcodes.ts';
import { exportList } from '../exports/export-list.ts';
import { getExport } from '../exports/get-export.ts';
import { getOverview } from '../overview/get-overview.ts';
import { listAnswers } from '../questions/list-answers.ts';
import { listAnswersQuery } from '../questions/list-query.ts';
import { claimSync } from './claim-sync.ts';
import { claimSyncs } from './claim-syncs.ts';
import { getDoor } from './get-door.ts';
import { makeDoorStatement } from './make-statement.ts';

const hourMs = 3_600_000;

let office: BackOffice;
let owner: Session;
let doorId: string;
let zone: string;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const found = await db().execute<{ id: string; zone: string }>(sql`
    select d.id, b.time_zone as zone from door d join building b on b.id = d.building_id
    where d.kind = 'door' and d.is_activated and d.is_connected and d.accessibility = 'communal'
      and b.time_zone is not null
    order by d.id limit 1`);
  doorId = found.rows[0]?.id ?? '';
  zone = found.rows[0]?.zone ?? '';
});
afterAll(() => office.stop());
beforeEach(async () => {
  await readDoorAs(false);
  await claim();
});

/** What the page shows by now. */
const claim = async (shownAt?: Instant) =>
  claimSync(nextRequest(owner), { doorIds: [doorId], shownAt: shownAt ?? (await now()) });

/** The door's connection changes, and a sweep reads it. */
async function readDoorAs(isConnected: boolean): Promise<void> {
  await office.stopWorker();
  await office.control.setConnected(doorId, isConnected);
  await sweepNow();
  await office.startWorker();
}

/** What OpenKit answers about doors now, on the page that has this one. */
async function readPageWith(id: string) {
  const tools = { db: db(), openkit: openkit(), ctx: { requestId: randomUUID(), priority: 'sync' } as const };
  for (let pageToken: string | null = null; ; ) {
    const page = await readSweepPage(tools, { phase: 'doors', pageToken });
    if (page.phase === 'doors' && page.items.some((door) => door.id === id)) return page;
    if (page.nextPageToken === null) throw new Error('OpenKit does not show the door.');
    pageToken = page.nextPageToken;
  }
}

/** Somebody who is given access to the door, confirmed by OpenKit. */
async function holder(name: string, start?: Instant): Promise<string> {
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Iris', lastName: 'Lund', email: `${name}@example.com`, phone: '' },
    doorIds: [doorId],
    terms: { ...endless, start: start ?? (await now()) },
  });
  return (await settled(owner, operationId)).people[0]?.id ?? '';
}

async function revoke(personId: string): Promise<void> {
  const input = { intentId: randomUUID(), personId, doorIds: [doorId] };
  await settled(owner, (await revokeAccess(nextRequest(owner), input)).operationId);
}

const waiting = async () => {
  const { items } = await listAccesses(owner, listAccessesQuery.parse({ changes: 'waiting' }));
  return items.map(({ personId, state }) => ({ personId, state }));
};

test('what is given and taken at an offline door waits for its sync, as the lock does', async () => {
  const personId = await holder('offline');
  expect(await waiting()).toEqual([{ personId, state: 'active' }]);
  const [revealed] = await revealDoorcodes(owner, { personId, doorIds: [doorId] });
  const code = revealed?.code ?? '';
  expect(await office.control.tryDoor(doorId, { code })).toMatchObject({ opens: false });
  await office.control.syncDoor(doorId);
  await claim();
  expect(await waiting()).toEqual([]);
  expect(await office.control.tryDoor(doorId, { code })).toMatchObject({ opens: true });

  await revoke(personId);
  expect(await waiting()).toEqual([{ personId, state: 'gone' }]);
  expect((await getOverview(owner)).attention.waitingForSync).toBe(1);
  expect((await getDoor(owner, doorId)).awaitingSync).toBe(1);
  expect(await office.control.tryDoor(doorId, { code })).toMatchObject({ opens: true });
  await office.control.syncDoor(doorId);
  await readDoorAs(true);
  expect(await waiting()).toEqual([]);
  expect(await office.control.tryDoor(doorId, { code })).toMatchObject({ opens: false });
});

/** What is doubted of the person at the door some hours after that instant; undefined where they are no answer. */
async function doubtsAt(personId: string, start: Instant, hours: number, toHours?: number) {
  const to = toHours === undefined ? '' : addMs(start, toHours * hourMs);
  const asked = { from: addMs(start, hours * hourMs), to };
  const ofDoor = await listAnswers(owner, listAnswersQuery.parse({ doors: doorId, limit: 200, ...asked }));
  const ofPerson = await listAnswers(owner, listAnswersQuery.parse({ person: personId, ...asked }));
  const [row] = ofPerson.items.filter((item) => item.doorId === doorId);
  expect(ofDoor.items.filter((item) => item.personId === personId)).toEqual(row ? [row] : []);
  return row?.doubts;
}

test.each([
  ['the next reading sees it connected', 'reading'],
  ['somebody says that it has synced', 'claim'],
])('what an offline lock had not heard of stands in the answers for that time, once %s', async (_, endedBy) => {
  const given = await now();
  const reach = (hours: number) => office.control.freezeClock(addMs(given, hours * hourMs));
  const sync = () => (endedBy === 'reading' ? readDoorAs(true) : claim());
  await reach(1);
  const personId = await holder(`late-${endedBy}`);
  const at = (hours: number, toHours?: number) => doubtsAt(personId, given, hours, toHours);
  await reach(2);
  expect(await at(1.5)).toEqual(['not_synced']);
  await sync();
  await readDoorAs(false);
  await reach(4);
  expect(await at(1.5)).toEqual(['had_not_synced']);
  expect(await at(3)).toEqual([]);
  await revoke(personId);
  await reach(6);
  expect(await at(5)).toEqual(['may_still_open']);
  await sync();
  expect(await at(0.5)).toBeUndefined();
  expect(await at(0.5, 1.5)).toEqual(['had_not_synced']);
  expect(await at(1.5)).toEqual(['had_not_synced']);
  expect(await at(2)).toEqual([]);
  expect(await at(2, 3.5)).toEqual([]);
  expect(await at(5)).toEqual(['could_still_open']);
  expect(await at(3, 7)).toEqual(['could_still_open']);
  expect(await at(1.5, 7)).toEqual(['had_not_synced', 'could_still_open']);
  expect(await at(6.5)).toBeUndefined();
  const kept = await db().execute(sql`select ended_by as "endedBy" from sync_wait where person_id = ${personId}`);
  expect(kept.rows).toEqual([{ endedBy }, { endedBy }]);
  const late = listAnswersQuery.parse({ person: personId, from: addMs(given, 5 * hourMs) });
  const reason = { cause: 'operation', operationId: expect.any(String), staffName: owner.staff.name };
  expect((await listAnswers(owner, late)).items).toMatchObject([reason]);
  const doubts = ['had_not_synced', 'could_still_open'] as const;
  const [firstDay, lastDay] = [dayOf(given, zone), dayOf(await now(), zone)];
  const { holders } = await makeDoorStatement(nextRequest(owner), { doorId, firstDay, lastDay });
  expect(holders.find((one) => one.personId === personId)?.doubts).toEqual(doubts);
  const days = { doorIds: [doorId], from: firstDay, to: lastDay };
  const { certificationId } = await startCertification(nextRequest(owner), { intentId: randomUUID(), ...days });
  const { items: rows } = await listCertificationRows(owner, listRowsQuery.parse({ id: certificationId, limit: 200 }));
  expect(rows.find((row) => row.personId === personId)?.doubts).toEqual(doubts);
  const search = `?person=${personId}&from=${addMs(given, 1.5 * hourMs)}&to=${await now()}`;
  const { id } = await exportList(nextRequest(owner), {
    selection: { kind: 'filter', list: 'answers', search, excludedIds: [] },
    columns: ['doubts'],
  });
  const sentences = doubts.map((doubt) => doubtWords[doubt].sentence).join(' ');
  expect(await (await getExport(owner, { id })).text()).toContain(sentences);
});

test('what was given and taken before the lock heard of either is one wait, told as both', async () => {
  const given = await now();
  await office.control.freezeClock(given);
  const personId = await holder('never-heard');
  await office.control.freezeClock(addMs(given, hourMs));
  await revoke(personId);
  await office.control.freezeClock(addMs(given, 2 * hourMs));
  await claim();
  expect(await doubtsAt(personId, given, 0.5)).toEqual(['had_not_synced']);
  expect(await doubtsAt(personId, given, 1.5)).toEqual(['could_still_open']);
  expect(await doubtsAt(personId, given, 3)).toBeUndefined();
});

test('what was taken away and given again before the lock heard of it could open in between', async () => {
  const given = await now();
  const reach = (hours: number) => office.control.freezeClock(addMs(given, hours * hourMs));
  await reach(0);
  const personId = await holder('again');
  await claim();
  await reach(1);
  await revoke(personId);
  await reach(3);
  await holder('again', given);
  await reach(4);
  expect(await doubtsAt(personId, given, 0.5)).toEqual([]);
  expect(await doubtsAt(personId, given, 2)).toEqual(['could_still_open']);
  expect(await doubtsAt(personId, given, 3.5)).toEqual(['not_synced']);
  await claim();
  expect(await doubtsAt(personId, given, 2)).toEqual(['could_still_open']);
});

test('what was taken away before it began could open from its beginning on, not before', async () => {
  const given = await now();
  const reach = (hours: number) => office.control.freezeClock(addMs(given, hours * hourMs));
  await reach(0);
  const personId = await holder('early', addMs(given, 4 * hourMs));
  await reach(1);
  await revoke(personId);
  const doubts = async () => [await doubtsAt(personId, given, 2), await doubtsAt(personId, given, 5)];
  expect(await doubts()).toEqual([undefined, ['may_still_open']]);
  await reach(6);
  await claim();
  expect(await doubts()).toEqual([undefined, ['could_still_open']]);
});

type Change = { end: { kind: 'keep' } | { kind: 'at'; at: string }; shareable: boolean | null };

async function change(personId: string, input: Change): Promise<void> {
  const asked = { intentId: randomUUID(), personId, doorIds: [doorId], ...input };
  await settled(owner, (await changeAccess(nextRequest(owner), asked)).operationId);
}

test('an end that was moved earlier is the old one to its lock, until it syncs', async () => {
  const given = await now();
  const reach = (hours: number) => office.control.freezeClock(addMs(given, hours * hourMs));
  const endAt = (personId: string, hours: number) =>
    change(personId, { end: { kind: 'at', at: addMs(given, hours * hourMs) }, shareable: null });
  await reach(0);
  const personId = await holder('shortened');
  await endAt(personId, 10);
  await claim();
  await reach(1);
  await endAt(personId, 4);
  const at = (...hours: [number, number?]) => doubtsAt(personId, given, ...hours);
  expect(await at(2)).toEqual(['not_synced']);
  expect(await at(5)).toEqual(['may_still_open']);
  expect(await at(2, 6)).toEqual(['not_synced', 'may_still_open']);
  expect(await at(11)).toBeUndefined();
  await reach(7);
  await claim();
  expect(await at(0.5)).toEqual([]);
  expect(await at(5)).toEqual(['could_still_open']);
  expect(await at(2, 6)).toEqual(['had_not_synced', 'could_still_open']);
  expect(await at(8)).toBeUndefined();
});

test('an end that moves waits, sharing does not', async () => {
  const personId = await holder('moved');
  await claim();
  await change(personId, { end: { kind: 'keep' }, shareable: true });
  expect(await waiting()).toEqual([]);
  await change(personId, { end: { kind: 'at', at: '2031-01-01T00:00:00.000Z' }, shareable: null });
  expect(await waiting()).toEqual([{ personId, state: 'active' }]);
});

test('a connected door makes nobody wait', async () => {
  await readDoorAs(true);
  await revoke(await holder('connected'));
  expect(await waiting()).toEqual([]);
});

test('what was given and taken since a door was last read as connected may wait, once a reading shows it offline', async () => {
  await readDoorAs(true);
  const [untouched, leaving] = [await holder('untouched'), await holder('leaving')];
  const [revealed] = await revealDoorcodes(owner, { personId: leaving, doorIds: [doorId] });
  await office.control.moveClock(60_000);
  await readDoorAs(true);
  await office.control.setConnected(doorId, false);
  const coming = await holder('coming');
  await revoke(leaving);
  const then = await now();
  expect(await waiting()).toEqual([]);
  await readDoorAs(false);
  expect(await office.control.tryDoor(doorId, { code: revealed?.code ?? '' })).toMatchObject({ opens: true });
  const { items } = await listAnswers(owner, listAnswersQuery.parse({ doors: doorId, from: then, limit: 200 }));
  const doubtsOf = (personId: string) => items.find((answer) => answer.personId === personId)?.doubts;
  expect(doubtsOf(leaving)).toEqual(['may_still_open']);
  expect(doubtsOf(coming)).toEqual(['not_synced']);
  expect(doubtsOf(untouched)).toEqual([]);
  expect((await waiting()).map(({ personId }) => personId).toSorted()).toEqual([coming, leaving].toSorted());
  // Said to be synced, it is not doubted again by the next reading.
  await claim();
  await readDoorAs(false);
  expect(await waiting()).toEqual([]);
});

test('what is given after a connected door was read, and before that was written, waits for the next reading', async () => {
  await office.control.setConnected(doorId, true);
  const page = await readPageWith(doorId);
  await office.control.freezeClock(addMs(page.askedAt, 1000));
  const personId = await holder('meanwhile');
  const at = await now();
  await db().transaction((tx) =>
    saveDoors(tx, page.items, { at, askedAt: page.askedAt, generation: 1, isFirst: false }),
  );
  expect(await waiting()).toEqual([{ personId, state: 'active' }]);
  await readDoorAs(true);
  expect(await waiting()).toEqual([]);
});

test('whose word it was stands in the log, and only those who may revoke there can give it', async () => {
  const session = nextRequest(owner);
  await claimSync(session, { doorIds: [doorId], shownAt: await now() });
  const entries = await db().execute<{ event: string }>(sql`
    select event from audit_entry where request_id = ${session.requestId}`);
  expect(entries.rows).toEqual([{ event: 'door.sync_claimed' }]);
  await expect(
    claimSync(await sessionAs('auditor'), { doorIds: [doorId], shownAt: await now() }),
  ).rejects.toMatchObject({
    code: 'forbidden_or_missing',
  });
  const elsewhere = await db().execute<{ id: string }>(sql`
    select id from building where id <> (select building_id from door where id = ${doorId}) limit 1`);
  const stranger = await sessionAs('building_manager', [elsewhere.rows[0]?.id ?? '']);
  await expect(claimSync(stranger, { doorIds: [doorId], shownAt: await now() })).rejects.toMatchObject({
    code: 'forbidden_or_missing',
  });
});

test('a claim is about what the page showed: what came since goes on waiting, and it says so', async () => {
  const given = await now();
  const reach = (hours: number) => office.control.freezeClock(addMs(given, hours * hourMs));
  await reach(0);
  const [leaver, shortened, early] = [await holder('leaver'), await holder('shortened-since'), await holder('known')];
  await reach(1);
  const { shownAt, awaitingSync } = await getDoor(owner, doorId);
  expect(awaitingSync).toBe(3);
  await reach(2);
  await revoke(leaver);
  await change(shortened, { end: { kind: 'at', at: addMs(given, 5 * hourMs) }, shareable: null });
  const newcomer = await holder('newcomer');
  await reach(3);
  expect(await claim(shownAt)).toEqual({ waiting: 3 });
  expect(new Set((await waiting()).map(({ personId }) => personId))).toEqual(new Set([leaver, shortened, newcomer]));
  expect(await doubtsAt(early, given, 0.5)).toEqual(['had_not_synced']);
  expect(await doubtsAt(leaver, given, 2.5)).toEqual(['may_still_open']);
  // What lies ahead of the clock is no more than now, and rubbish is nothing.
  await expect(claim('soon')).rejects.toMatchObject({ code: 'invalid', field: 'shownAt' });
  expect(await claim(addMs(given, 9 * hourMs))).toEqual({ waiting: 0 });
  await reach(4);
  await revoke(newcomer);
  expect(await claim(addMs(given, 3 * hourMs))).toEqual({ waiting: 1 });
});

test('several accesses of the waiting list are one claim, written down once a door', async () => {
  await holder('first');
  await holder('second');
  expect(await waiting()).toHaveLength(2);
  const selection: Selection = { kind: 'filter', list: 'accesses', search: '?changes=waiting', excludedIds: [] };
  const { page, shownAt } = await openAccesses(owner, listAccessesQuery.parse({ changes: 'waiting' }));
  const stranger = await sessionAs('building_manager', [randomUUID()]);
  await expect(claimSyncs(stranger, { selection, shownAt })).rejects.toMatchObject({
    params: { reason: 'selection_empty' },
  });
  const auditor = await sessionAs('auditor');
  await expect(claimSyncs(auditor, { selection, shownAt })).rejects.toMatchObject({ code: 'forbidden_or_missing' });
  const people: Selection = { ...selection, list: 'people', search: '' };
  await expect(claimSyncs(owner, { selection: people, shownAt })).rejects.toMatchObject({ code: 'invalid' });
  const session = nextRequest(owner);
  expect(await claimSyncs(session, { selection, shownAt })).toEqual({ doors: 1, waiting: 0 });
  expect(await waiting()).toEqual([]);
  const entries = await db().execute<{ event: string; object_id: string }>(sql`
    select event, object_id from audit_entry where request_id = ${session.requestId}`);
  expect(entries.rows).toEqual([{ event: 'door.sync_claimed', object_id: doorId }]);
  const ids = page.items.map(({ id }) => id);
  const again: Selection = { kind: 'ids', list: 'accesses', ids };
  expect(await claimSyncs(nextRequest(owner), { selection: again, shownAt })).toEqual({ doors: 0, waiting: 0 });
});
