import { type SQL, sql } from 'drizzle-orm';
import { isGivableIn } from '../tasks/door-tasks.ts';

/**
 * For `cross join`: the doors `d` of the bundles in a row's reasons that OpenKit cannot give, where no lease brings
 * them.
 */
export const ungivableOf = (reasons: SQL): SQL => sql`lateral (
  select d.* from jsonb_to_recordset(coalesce(${reasons}, '[]')) as reason("bundleId" uuid, "tenancyId" uuid)
  join bundle_door bd on bd.bundle_id = reason."bundleId" join door d on d.id = bd.door_id and d.gone_at is null
  where reason."tenancyId" is null and not ${isGivableIn(sql`d`)}) d`;
