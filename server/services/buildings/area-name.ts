import { sql } from 'drizzle-orm';
import type { Area } from '#lib/area';
import { inScope, portfolioInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { type Db, db, type Tx } from '#server/db/pool';

/** The building of an area, or else its portfolio, by name. Null for everywhere, and for what is not in scope. */
export async function areaName(
  session: Session,
  { portfolio, building }: Area,
  source: Db | Tx = db(),
): Promise<string | null> {
  if (!portfolio && !building) return null;
  const found = await source.execute<{ name: string }>(
    building
      ? sql`select name from building where id = ${building} and ${inScope(session, sql`id`)}`
      : sql`select name from portfolio where id = ${portfolio} and ${portfolioInScope(session, sql`portfolio.id`)}`,
  );
  return found.rows[0]?.name ?? null;
}
