import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '../db/pool.ts';
import type { SweepChanges } from '../db/schema/mirror.ts';
import { noteGoneDoors } from './door-events.ts';
import { endAccesses } from './end-accesses.ts';
import { regroupDrift } from './note-drift.ts';
import { spreadGone } from './spread-names.ts';
import { vanished } from './sweep-changes.ts';
import { isStillMissing } from './sweep-loss.ts';
import { type SweptKind, seenSince, sweptKinds, unseen } from './swept-kinds.ts';

type Retirement = { generation: number; at: Instant; by: 'sweep' | 'person' };

/**
 * After a sound sweep: what two complete sweeps missed is gone, what was seen again is not missing. `by: 'person'`:
 * somebody accepted the loss of a suspect sweep, and what it missed is gone at once. Answers what vanished.
 */
export async function retireMissing(tx: Tx, { generation, at, by }: Retirement): Promise<SweepChanges> {
  const gone = { building: 0, door: 0, person: 0 };
  for (const kind of sweptKinds) {
    const missing = by === 'sweep' ? missOnce(kind, generation, at) : lose(kind, generation, at);
    const { rows } = await tx.execute<{ count: number }>(sql`
      with missing as (${missing} returning t.gone_at) select count(gone_at) as count from missing`);
    gone[kind] = rows[0]?.count ?? 0;
  }
  await spreadGone(tx);
  await tx.execute(emptyPortfoliosGo(at));
  await noteGoneDoors(tx, { at, generation });
  const ended = await endAccesses(tx, missingAccesses(generation, at), { at, generation });
  await regroupDrift(tx, { at, generation });
  await tx.execute(sql`delete from sweep_loss where generation <= ${generation}`);
  return {
    ...vanished(ended),
    people: vanished(gone.person),
    doors: vanished(gone.door),
    buildings: vanished(gone.building),
  };
}

const missOnce = (kind: SweptKind, generation: number, at: Instant): SQL => sql`
  update ${sql.identifier(kind)} t
  set missed_sweeps = missed_sweeps + 1, gone_at = case when missed_sweeps >= 1 then ${at}::timestamptz end
  where gone_at is null and ${unseen(generation)}`;

/** Not those that were read since, alone, such as somebody who was just given access, or by a sweep under way. */
const lose = (kind: SweptKind, generation: number, at: Instant): SQL => sql`
  update ${sql.identifier(kind)} t set missed_sweeps = missed_sweeps + 1, gone_at = ${at}::timestamptz
  from sweep_loss l
  where l.generation = ${generation} and l.kind = ${kind} and l.id = t.id and t.gone_at is null and not ${seenSince(generation, sql`t.id`)}
    and ${kind === 'person' ? sql`(t.refreshed_at is null or t.refreshed_at <= l.read_at)` : sql`true`}`;

/** OpenKit lists no portfolios: one is there as long as a building of it is, and `saveBuildings` brings it back. */
const emptyPortfoliosGo = (at: Instant): SQL => sql`
  update portfolio p set gone_at = ${at}::timestamptz
  where gone_at is null and not exists (select 1 from building b where b.portfolio_id = p.id and b.gone_at is null)`;

/** Those missing from their person's reading, and all of people who are gone: they hold nothing any more. */
const missingAccesses = (generation: number, at: Instant): SQL => sql`
  select a.id from sweep_loss l join access a on a.id = l.id join person p on p.id = a.person_id
  where ${isStillMissing(generation)}
  union
  select a.id from access a join person p on p.id = a.person_id
  where p.gone_at = ${at}::timestamptz and a.gone_at is null`;
