import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import { now } from '../clock.ts';
import type { Db, Tx } from '../db/pool.ts';
import type { CallContext, OpenKit, ResidentSnapshot } from '../openkit/types.ts';
import { UpstreamError } from '../openkit/upstream-error.ts';
import { isMany } from './suspicion.ts';
import { idlePagesOfLoop } from './sweep-state.ts';

/** Viewers of one building together cause at most one reading an hour; one that failed is tried again sooner. */
const readingGapMinutes = 60;
const retryMinutes = 5;

const missing = 'residents_missing';
const unreadable = 'residents_unreadable';
/** OpenKit denies us the building, or sends what we cannot read: that stays so. */
const lasting = ['upstream_denied', unreadable];

/** True for the one caller that should now cause a reading of this building's residents. */
export async function claimResidentReading(tx: Tx, buildingId: string): Promise<boolean> {
  const claimed = await tx.execute(sql`
    insert into resident_reading as r (building_id, asked_at, is_under_way) values (${buildingId}, clock_timestamp(), true)
    on conflict (building_id) do update set asked_at = excluded.asked_at, is_under_way = true
    where r.asked_at < clock_timestamp()
      - make_interval(mins => case when coalesce(r.reason = any(${sql.param(lasting)}::text[]), true)
        then ${readingGapMinutes}::int else ${retryMinutes}::int end)`);
  return claimed.rowCount === 1;
}

/** Condition: it was asked for a moment ago and nothing is known of it yet. No worker may be there to read. */
export const isBeingRead = sql`is_under_way and asked_at > clock_timestamp() - make_interval(mins => ${retryMinutes}::int)`;

/**
 * Reads who lives in a building, ours or not, apart from any sweep and counted apart. A failure is kept as a reason and
 * leaves what was known; a denial for one building says nothing about others. Whoever two readings in a row left out is
 * removed, unless the second misses many more as well, or has rows that nobody can read: they may be among those.
 */
export async function readResidents(db: Db, openkit: OpenKit, ctx: CallContext, buildingId: string): Promise<void> {
  const residents = new Map<string, ResidentSnapshot>();
  let [calls, idlePages, unread] = [0, 0, 0];
  const tokens = new Set<string>();
  try {
    for (let pageToken: string | null = null; ; tokens.add(pageToken)) {
      const page = await openkit.listResidents(ctx, buildingId, pageToken);
      calls += 1;
      unread += page.unreadable;
      idlePages = page.items.length + page.unreadable === 0 ? idlePages + 1 : 0;
      const isRepeated = page.items.length > 0 && page.items.every(({ id }) => residents.has(id));
      if (isRepeated) return note(db, buildingId, { calls, reason: 'sweep_loop' });
      for (const resident of page.items) residents.set(resident.id, resident);
      pageToken = page.nextPageToken;
      if (pageToken === null) break;
      if (tokens.has(pageToken) || idlePages >= idlePagesOfLoop)
        return note(db, buildingId, { calls, reason: 'sweep_loop' });
    }
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return note(db, buildingId, { calls: calls + 1, reason: `upstream_${error.kind}` });
  }
  const at = await now();
  await db.transaction(async (tx) => {
    await saveResidents(tx, buildingId, [...residents.values()]);
    const reason = unread > 0 ? unreadable : await retireResidents(tx, buildingId, [...residents.keys()]);
    await note(tx, buildingId, { calls, reason, ...(reason !== missing && { readAt: at }) });
  });
}

/** Marks who is missing and removes those who were before. All or many at once are only marked: says so. */
async function retireResidents(tx: Tx, buildingId: string, shownIds: string[]): Promise<string | null> {
  const gone = sql`building_id = ${buildingId} and person_id <> all(${sql.param(shownIds)}::uuid[])`;
  const { rows } = await tx.execute<{ known: number; gone: number; fresh: number }>(sql`
    select count(*) as known, count(*) filter (where ${gone}) as gone,
      count(*) filter (where ${gone} and not is_missed) as fresh
    from building_resident where building_id = ${buildingId}`);
  const [found] = rows;
  if (!found || found.gone === 0) return null;
  const isDoubtful = found.fresh > 0 && (found.gone === found.known || isMany(found.fresh, found.known));
  if (!isDoubtful) await tx.execute(sql`delete from building_resident where ${gone} and is_missed`);
  await tx.execute(sql`update building_resident set is_missed = true where ${gone}`);
  return isDoubtful ? missing : null;
}

/** How a reading ended; without `readAt`, what was known before is as old as it was. */
async function note(
  db: Db | Tx,
  buildingId: string,
  { calls, reason, readAt = null }: { calls: number; reason: string | null; readAt?: Instant | null },
): Promise<void> {
  await db.execute(sql`
    update resident_reading set calls = ${calls}, reason = ${reason}, is_under_way = false,
      read_at = coalesce(${readAt}::timestamptz, read_at)
    where building_id = ${buildingId}`);
}

/** Only what is new or changed is written. */
async function saveResidents(tx: Tx, buildingId: string, residents: ResidentSnapshot[]): Promise<void> {
  const rows = residents.map(({ id, firstName, lastName }) => ({ id, first_name: firstName, last_name: lastName }));
  await tx.execute(sql`
    insert into building_resident as b (building_id, person_id, first_name, last_name)
    select ${buildingId}::uuid, id, first_name, last_name
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, first_name text, last_name text)
    on conflict (building_id, person_id) do update
    set first_name = excluded.first_name, last_name = excluded.last_name, is_missed = false
    where b.is_missed or (b.first_name, b.last_name) is distinct from (excluded.first_name, excluded.last_name)`);
}
