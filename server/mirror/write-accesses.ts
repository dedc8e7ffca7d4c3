import { inArray, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '../db/pool.ts';
import { access, accessEvent } from '../db/schema/mirror.ts';
import { eventsOf, type ReadingCause } from './access-events.ts';
import type { AccessValues } from './access-row.ts';
import { noteAwaitingSync } from './awaiting-sync.ts';
import type { AccessDiff } from './diff-accesses.ts';
import { noteDrift } from './note-drift.ts';

type Reading = { at: Instant; cause: ReadingCause; generation?: number };

/** Writes a difference into the mirror and the ledger. `at` is domain time. */
export async function writeAccesses(tx: Tx, diff: AccessDiff, reading: Reading): Promise<void> {
  const accessIds = await writeDiff(tx, diff, reading.at);
  if (reading.cause.kind !== 'first_sweep') {
    await noteAwaitingSync(tx, [...accessIds, ...newsForLocks(diff, reading.at)], reading.at);
  }
  await writeEvents(tx, diff, accessIds, reading);
}

/** Known accesses whose lock has something to learn. That an access is over by its own end, the lock knows by itself. */
const newsForLocks = ({ changed, vanished }: AccessDiff, at: Instant): string[] =>
  [
    ...changed.filter(({ before, after }) => before.startsAt !== after.startsAt || before.endsAt !== after.endsAt),
    ...vanished.filter((row) => !row.endsAt || row.endsAt > at).map((before) => ({ before })),
  ].map(({ before }) => before.id);

async function writeDiff(tx: Tx, diff: AccessDiff, at: Instant): Promise<string[]> {
  if (diff.vanished.length > 0) {
    await tx
      .update(access)
      .set({ goneAt: at })
      .where(
        inArray(
          access.id,
          diff.vanished.map((row) => row.id),
        ),
      );
  }
  for (const { before, after } of diff.changed) {
    await tx
      .update(access)
      .set({ ...changeable(after), endNotedAt: endToldBy(after, at) })
      .where(inArray(access.id, [before.id]));
  }
  if (diff.appeared.length === 0) return [];
  // An access that comes back (same identity, gone before) keeps its id and with it its history.
  const inserted = await tx
    .insert(access)
    .values(diff.appeared.map((row) => ({ ...row, endNotedAt: endToldBy(row, at) })))
    .onConflictDoUpdate({
      target: [
        access.personId,
        access.doorId,
        access.passcodeType,
        access.granterKind,
        access.granterId,
        access.startKey,
      ],
      set: {
        startsAt: excluded('starts_at'),
        endsAt: excluded('ends_at'),
        buildingId: excluded('building_id'),
        shareable: excluded('shareable'),
        role: excluded('role'),
        doorcodeStatus: excluded('doorcode_status'),
        goneAt: null,
        endNotedAt: excluded('end_noted_at'),
      },
    })
    .returning({ id: access.id });
  return inserted.map((row) => row.id);
}

/** An end that is past already: the event that tells of it needs no second one to say that it came. */
const endToldBy = ({ endsAt }: AccessValues, at: Instant): Instant | null => (endsAt && endsAt <= at ? endsAt : null);

const excluded = (column: string): SQL => sql.raw(`excluded.${column}`);

const changeable = ({ startsAt, endsAt, buildingId, shareable, role, doorcodeStatus }: AccessValues) => ({
  startsAt,
  endsAt,
  buildingId,
  shareable,
  role,
  doorcodeStatus,
});

async function writeEvents(tx: Tx, diff: AccessDiff, accessIds: string[], reading: Reading): Promise<void> {
  const touched = [...diff.appeared, ...diff.changed.map((c) => c.after), ...diff.vanished];
  if (touched.length === 0) return;
  const openOperations =
    reading.cause.kind === 'reading' ? await openOperationsOf(tx, touched) : new Map<string, string>();
  const { at, cause, generation } = reading;
  const events = eventsOf(diff, accessIds, { at, cause, generation, openOperations });
  const written = await tx
    .insert(accessEvent)
    .values(events)
    .returning({ id: accessEvent.id, cause: accessEvent.cause });
  await noteDrift(
    tx,
    written.filter((event) => event.cause === 'drift').map((event) => event.id),
  );
}

async function openOperationsOf(tx: Tx, touched: AccessValues[]): Promise<Map<string, string>> {
  const personIds = [...new Set(touched.map((row) => row.personId))];
  const result = await tx.execute<{ person_id: string; door_id: string; operation_id: string }>(sql`
    select i.person_id, d.door_id, d.operation_id
    from operation_item i join operation_item_door d on d.item_id = i.id
    where i.person_id = any(${sql.param(personIds)}::uuid[]) and d.state in ('sending', 'unknown')`);
  return new Map(result.rows.map((row) => [`${row.person_id}|${row.door_id}`, row.operation_id]));
}
