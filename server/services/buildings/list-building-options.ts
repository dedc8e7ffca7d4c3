import { sql } from 'drizzle-orm';
import type { BuildingOption } from '#lib/schemas/building';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';

/** Every building in scope, by portfolio and name: for switchers and filters (hundreds at most). */
export async function listBuildingOptions(session: Session): Promise<BuildingOption[]> {
  await requirePermission(session, 'building.read');
  const found = await db().execute<BuildingOption>(sql`
    select b.id, b.name, b.portfolio_id as "portfolioId", p.name as "portfolioName", b.time_zone as "timeZone"
    from building b left join portfolio p on p.id = b.portfolio_id
    where b.gone_at is null and ${inScope(session, sql`b.id`)}
    order by p.name nulls last, b.sort_name, b.id`);
  return found.rows;
}
