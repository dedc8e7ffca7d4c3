import { sql } from 'drizzle-orm';
import { lossKinds, type SweepLoss } from '#lib/schemas/sync';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { type Db, db, type Tx } from '#server/db/pool';
import { lossOf } from './find-loss.ts';

const shownNames = 20;

/** What accepting the loss of this suspect sweep would take for gone, by count and the first by name. */
export async function getLoss(session: Session, { generation }: { generation: number }): Promise<SweepLoss> {
  await requirePermission(session, 'sync.read');
  return readLoss(db(), session, generation);
}

/** The same inside a transaction. Only what lies in scope is counted; `outside` says whether more does not. */
export async function readLoss(db: Db | Tx, session: Session, generation: number): Promise<SweepLoss> {
  const kinds: SweepLoss['kinds'] = [];
  let outside = false;
  for (const kind of lossKinds) {
    const { rows } = await db.execute<{ count: number; outside: boolean; names: string[] | null }>(sql`
      with lost as materialized (${lossOf(session, kind, generation)})
      select count(*) filter (where visible) as count, coalesce(bool_or(visible is not true), false) as outside,
        (select array_agg(name) from (select name from lost where visible order by name limit ${shownNames}) first) as names
      from lost`);
    const [found] = rows;
    if (found && found.count > 0) kinds.push({ kind, count: found.count, names: found.names ?? [] });
    outside ||= found?.outside ?? false;
  }
  return { generation, kinds, outside };
}
