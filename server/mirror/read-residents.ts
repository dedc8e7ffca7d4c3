import { type SQL, sql } from 'drizzle-orm';
import { now } from '../clock.ts';
import type { Db, Tx } from '../db/pool.ts';
import type { CallContext, OpenKit, ResidentSnapshot } from '../openkit/types.ts';
import { UpstreamError } from '../openkit/upstream-error.ts';
import { isMany } from './suspicion.ts';

/**
 * Viewers of one building together cause at most one reading an hour; one that failed is tried again sooner, unless OpenKit
 * denies us the building: that stays so.
 */
const readingGapMinutes = 60;
const retryMinutes = 5;

/** True for the one caller that should now cause a reading of this building's residents. */
export async function claimResidentReading(tx: Tx, buildingId: string): Promise<boolean> {
  const claimed = await tx.execute(sql`
    insert into resident_reading as r (building_id, asked_at) values (${buildingId}, clock_timestamp())
    on conflict (building_id) do update set asked_at = excluded.asked_at
    where r.asked_at < clock_timestamp()
      - make_interval(mins => case when r.reason is null or r.reason = 'upstream_denied' then ${readingGapMinutes}::int else ${retryMinutes}::int end)`);
  return claimed.rowCount === 1;
}

/**
 * Reads who lives in a building, ours or not, apart from any sweep and counted apart. A failure is kept as a reason and
 * leaves what was known; a denial for one building says nothing about others. So does a reading that misses many: nobody
 * is removed until the next one misses many as well.
 */
export async function readResidents(db: Db, openkit: OpenKit, ctx: CallContext, buildingId: string): Promise<void> {
  const residents = new Map<string, ResidentSnapshot>();
  let calls = 0;
  const tokens = new Set<string>();
  try {
    for (let pageToken: string | null = null; ; tokens.add(pageToken)) {
      const page = await openkit.listResidents(ctx, buildingId, pageToken);
      calls += 1;
      const isRepeated = page.items.length > 0 && page.items.every(({ id }) => residents.has(id));
      if (isRepeated) return note(db, buildingId, { calls, reason: 'sweep_loop' });
      for (const resident of page.items) residents.set(resident.id, resident);
      pageToken = page.nextPageToken;
      if (pageToken === null) break;
      if (tokens.has(pageToken)) return note(db, buildingId, { calls, reason: 'sweep_loop' });
    }
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return note(db, buildingId, { calls: calls + 1, reason: `upstream_${error.kind}` });
  }
  const at = await now();
  await db.transaction(async (tx) => {
    await saveResidents(tx, buildingId, [...residents.values()]);
    const gone = sql`building_id = ${buildingId} and person_id <> all(${sql.param([...residents.keys()])}::uuid[])`;
    if (await isDoubtful(tx, buildingId, gone)) return note(tx, buildingId, { calls, reason: missing });
    await tx.execute(sql`delete from building_resident where ${gone}`);
    await tx.execute(sql`
      update resident_reading set read_at = ${at}::timestamptz, calls = ${calls}, reason = null
      where building_id = ${buildingId}`);
  });
}

const missing = 'residents_missing';

/** All of those we knew are `gone`, or many, and the reading before did not say so already. */
async function isDoubtful(tx: Tx, buildingId: string, gone: SQL): Promise<boolean> {
  const { rows } = await tx.execute<{ known: number; gone: number; reason: string | null }>(sql`
    select count(*) as known, count(*) filter (where ${gone}) as gone,
      (select reason from resident_reading where building_id = ${buildingId}) as reason
    from building_resident where building_id = ${buildingId}`);
  const [found] = rows;
  if (!found || found.gone === 0 || found.reason === missing) return false;
  return found.gone === found.known || isMany(found.gone, found.known);
}

async function note(
  db: Db | Tx,
  buildingId: string,
  { calls, reason }: { calls: number; reason: string },
): Promise<void> {
  await db.execute(sql`
    update resident_reading set calls = ${calls}, reason = ${reason} where building_id = ${buildingId}`);
}

/** Only what is new or changed is written. */
async function saveResidents(tx: Tx, buildingId: string, residents: ResidentSnapshot[]): Promise<void> {
  const rows = residents.map(({ id, firstName, lastName }) => ({ id, first_name: firstName, last_name: lastName }));
  await tx.execute(sql`
    insert into building_resident as b (building_id, person_id, first_name, last_name)
    select ${buildingId}::uuid, id, first_name, last_name
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, first_name text, last_name text)
    on conflict (building_id, person_id) do update set first_name = excluded.first_name, last_name = excluded.last_name
    where (b.first_name, b.last_name) is distinct from (excluded.first_name, excluded.last_name)`);
}
