import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';

/** What sweeps list, and what may therefore be missing from one. Named as the tables are. */
export const sweptKinds = ['building', 'door', 'person'] as const;
export type SweptKind = (typeof sweptKinds)[number];

/** Condition on a table `t` of these: this sweep did not see the row. */
export const unseen = (generation: number): SQL =>
  sql`not exists (select 1 from sweep_seen s where s.generation = ${generation} and s.id = t.id)`;

/** Condition: a newer sweep, which may be under way, has shown whoever or whatever this column names. */
export const seenSince = (generation: number, id: SQL): SQL =>
  sql`exists (select 1 from sweep_seen newer where newer.generation > ${generation} and newer.id = ${id})`;

/**
 * Condition: a page that was asked for after `readAt` has shown whoever this column names, of one of the last two
 * sweeps.
 */
export const shownAfter = (readAt: Instant, id: SQL): SQL => sql`
  exists (select 1 from sweep_seen later where later.id = ${id} and later.read_at > ${readAt}::timestamptz
    and later.generation in (select generation from sweep order by generation desc limit 2))`;
