import { sql } from 'drizzle-orm';
import { may } from '#lib/permissions';
import type { Tx } from '#server/db/pool';
import { isManageable } from './manageable.ts';
import { readRights } from './rights.ts';

/**
 * Whether a link to choose a password may still be used: whoever last gave this person rights or a link holds, as of
 * now, all that the person holds, and whoever made the link still manages staff. They may know the link themselves.
 */
export async function isVouchedFor(tx: Tx, staffId: string): Promise<boolean> {
  const found = await tx.execute<{ voucher: string | null; maker: string | null }>(sql`
    select (array_agg(staff_id order by seq desc))[1] as voucher,
      (array_agg(staff_id order by seq desc) filter (where event <> 'staff.manage'))[1] as maker
    from audit_entry where object_type = 'staff' and object_id = ${staffId}
      and event in ('staff.invite', 'staff.manage', 'staff.reset', 'authenticator.reset')`);
  const { voucher = null, maker = null } = found.rows[0] ?? {};
  // Nobody who works here: the launcher.
  if (voucher === null) return true;
  const rights = await readManager(tx, voucher);
  if (!rights || (maker !== null && maker !== voucher && !(await readManager(tx, maker)))) return false;
  const covered = await tx.execute(sql`select 1 from staff s where s.id = ${staffId} and ${isManageable(rights)}`);
  return covered.rows.length > 0;
}

async function readManager(tx: Tx, staffId: string) {
  const rights = await readRights(tx, staffId);
  return rights && may(rights.staff.role, 'staff.manage') ? rights : null;
}
