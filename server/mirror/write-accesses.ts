import { inArray, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '../db/pool.ts';
import { access } from '../db/schema/mirror.ts';
import { eventsOf, isOurs, type ReadingCause } from './access-events.ts';
import type { AccessValues } from './access-row.ts';
import { keepTakenWaits, noteAwaitingSync } from './awaiting-sync.ts';
import type { AccessDiff, KnownAccess } from './diff-accesses.ts';
import { insertAccesses } from './insert-accesses.ts';
import { insertEvents } from './insert-events.ts';
import { isFirstSweep } from './sweep-state.ts';
import { findTakenWithHosts, type Taken } from './taken-with-host.ts';

type Reading = {
  at: Instant;
  cause: ReadingCause;
  generation?: number;
  /** Ids of people this reading brought into the mirror: nothing of theirs can come back. */
  newcomers?: ReadonlySet<string>;
};

/** Writes a difference into the mirror and the ledger. `at` is domain time. */
export async function writeAccesses(tx: Tx, diff: AccessDiff, reading: Reading): Promise<void> {
  const lostIds = diff.vanished.filter((row) => !isOurs(reading.cause, row)).map(({ id }) => id);
  const takenWithHosts =
    reading.cause.kind === 'first_sweep' ? new Map<string, Taken>() : await findTakenWithHosts(tx, lostIds, reading.at);
  await takeAway(tx, diff.vanished, ({ id }) => takenWithHosts.get(id)?.at ?? reading.at);
  const accessIds = await writeDiff(tx, diff, reading);
  if (reading.cause.kind !== 'first_sweep') {
    await noteAwaitingSync(tx, [...accessIds, ...movedIds(diff)], reading.at);
  }
  await writeEvents(tx, diff, accessIds, { ...reading, takenWithHosts });
}

async function takeAway(tx: Tx, vanished: KnownAccess[], goneAtOf: (row: KnownAccess) => Instant): Promise<void> {
  for (const [goneAt, rows] of Map.groupBy(vanished, goneAtOf)) {
    const ids = rows.map(({ id }) => id);
    await tx.update(access).set({ goneAt }).where(inArray(access.id, ids));
    // That an access is over by its own end, the lock knows by itself.
    const news = rows.filter(({ endsAt }) => !endsAt || endsAt > goneAt);
    await noteAwaitingSync(
      tx,
      news.map(({ id }) => id),
      goneAt,
    );
  }
}

/** Known accesses whose lock has something to learn. */
const movedIds = ({ changed }: AccessDiff): string[] =>
  changed
    .filter(({ before, after }) => before.startsAt !== after.startsAt || before.endsAt !== after.endsAt)
    .map(({ before }) => before.id);

async function writeDiff(tx: Tx, diff: AccessDiff, { at, newcomers }: Reading): Promise<string[]> {
  for (const { before, after } of diff.changed) {
    await tx
      .update(access)
      .set({ ...changeable(after), endNotedAt: endToldBy(after, at) })
      .where(inArray(access.id, [before.id]));
  }
  await keepTakenWaits(
    tx,
    diff.appeared.filter(({ personId }) => !newcomers?.has(personId)),
    at,
  );
  return insertAccesses(
    tx,
    diff.appeared.map((row) => ({ ...row, endNotedAt: endToldBy(row, at) })),
  );
}

/** An end that is past already: the event that tells of it needs no second one to say that it came. */
const endToldBy = ({ endsAt }: AccessValues, at: Instant): Instant | null => (endsAt && endsAt <= at ? endsAt : null);

const changeable = ({
  startKey,
  day,
  startsAt,
  endsAt,
  buildingId,
  shareable,
  role,
  doorcodeStatus,
}: AccessValues) => ({
  startKey,
  day,
  startsAt,
  endsAt,
  buildingId,
  shareable,
  role,
  doorcodeStatus,
});

async function writeEvents(
  tx: Tx,
  diff: AccessDiff,
  accessIds: string[],
  reading: Reading & { takenWithHosts: Map<string, Taken> },
): Promise<void> {
  const touched = [...diff.appeared, ...diff.changed.map((c) => c.after), ...diff.vanished];
  if (touched.length === 0) return;
  const { at, cause, generation, takenWithHosts } = reading;
  const foreign = cause.kind === 'first_sweep' ? [] : touched.filter((row) => !isOurs(cause, row));
  const openOperations = await openOperationsOf(tx, foreign);
  const isFirst = cause.kind === 'operation' && foreign.length > 0 && (await isFirstSweep(tx));
  await insertEvents(tx, eventsOf(diff, accessIds, { at, cause, generation, isFirst, openOperations, takenWithHosts }));
}

/** Of somebody new whose call is under way, nobody knows more than the address it went to. */
async function openOperationsOf(tx: Tx, touched: AccessValues[]): Promise<Map<string, string>> {
  if (touched.length === 0) return new Map();
  const personIds = [...new Set(touched.map((row) => row.personId))];
  const result = await tx.execute<OpenDoor>(sql`
    with theirs as (
      select id, person_id from operation_item where person_id = any(${sql.param(personIds)}::uuid[])
      union all
      select i.id, p.id from person p join operation_item i on i.person_key = p.email_key and i.person_id is null
      where p.id = any(${sql.param(personIds)}::uuid[]))
    select theirs.person_id, d.door_id, d.operation_id
    from theirs join operation_item_door d on d.item_id = theirs.id where d.state in ('sending', 'unknown')`);
  const found = [...result.rows, ...(await openOperationsByPhone(tx, touched))];
  return new Map(found.map((row) => [`${row.person_id}|${row.door_id}`, row.operation_id]));
}

type OpenDoor = { person_id: string; door_id: string; operation_id: string };

/**
 * Whoever was given a code by phone alone is listed without what it went to, as a rule: there the code itself tells,
 * for a day and a door for which one was asked by phone and not confirmed.
 */
async function openOperationsByPhone(tx: Tx, touched: AccessValues[]): Promise<OpenDoor[]> {
  const codes = touched.filter(({ day, granterKind }) => day && granterKind !== 'user');
  if (codes.length === 0) return [];
  const { rows } = await tx.execute<OpenDoor>(sql`
    select p.id as person_id, d.door_id, d.operation_id
    from jsonb_to_recordset(${JSON.stringify(codes)}::jsonb)
      as code("personId" uuid, "doorId" uuid, "passcodeType" text, day date)
    join operation_item_door d on d.door_id = code."doorId" and d.state in ('sending', 'unknown')
    join operation_item i on i.id = d.item_id and i.person_id is null and i.recipient->>'email' is null
      and i.terms->>'passcodeType' = code."passcodeType"
    join person p on p.id = code."personId"
      and (p.phone is null or right(regexp_replace(p.phone, '\D', '', 'g'), 7) = right(i.person_key, 7))
    join door on door.id = d.door_id join building b on b.id = door.building_id
    where ((i.terms->>'start')::timestamptz at time zone b.time_zone)::date = code.day`);
  return rows;
}
