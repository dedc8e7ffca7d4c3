import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '../db/pool.ts';
import type { Sweep } from './sweep-state.ts';
import { seenSince, sweptKinds, unseen } from './swept-kinds.ts';

type PageOfAccesses = { generation: number; readAt: Instant; missing: string[]; shown: string[] };

/**
 * Notes which known accesses a page no longer showed; one it did show is not missing, whatever an earlier page said.
 */
export async function noteMissingAccesses(
  tx: Tx,
  { generation, readAt, missing, shown }: PageOfAccesses,
): Promise<void> {
  await tx.execute(sql`
    delete from sweep_loss
    where generation = ${generation} and kind = 'access' and id = any(${sql.param(shown)}::uuid[])`);
  if (missing.length === 0) return;
  await tx.execute(sql`
    insert into sweep_loss (generation, kind, id, read_at)
    select ${generation}, 'access', unnest(${sql.param(missing)}::uuid[]), ${readAt}::timestamptz
    on conflict (generation, kind, id) do update set read_at = excluded.read_at`);
}

/** Keeps what else a suspect sweep missed: its marks go with the next one, a person may decide later. */
export async function keepLoss(tx: Tx, { generation }: Sweep): Promise<void> {
  for (const kind of sweptKinds) {
    await tx.execute(sql`
      insert into sweep_loss (generation, kind, id, read_at)
      select ${generation}, ${kind}, t.id, clock_timestamp() from ${sql.identifier(kind)} t
      where t.gone_at is null and ${unseen(generation)} on conflict do nothing`);
  }
}

/**
 * Condition on `sweep_loss l`, its `access a` and their `person p`: nothing has shown the access since this sweep
 * missed it. Whoever was read afterwards, alone or by a newer sweep, is known better.
 */
export const isStillMissing = (generation: number): SQL => sql`
  l.generation = ${generation} and l.kind = 'access' and a.gone_at is null
  and not ${seenSince(generation, sql`a.person_id`)} and (p.refreshed_at is null or p.refreshed_at <= l.read_at)`;
