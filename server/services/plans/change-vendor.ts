import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { ChangeVendorInput } from '#lib/schemas/plan';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { endPlans, recordChange } from './change-plan.ts';

/**
 * Gives a company another name, or ends all plans of it or of one of its people; codes that were issued stay. A name
 * that another company has makes one of both, as the form of a plan does. Throws Refusal `forbidden_or_missing` unless
 * every door of every plan it is about is in scope, `stale` when there is nothing left to end.
 */
export async function changeVendor(session: Session, input: ChangeVendorInput): Promise<void> {
  await requirePermission(session, 'plan.manage');
  const at = await now();
  await db().transaction(async (tx) => {
    const plans = await plansAbout(tx, session, input);
    if (input.change === 'rename') {
      await rename(tx, input);
      const what = { details: { day: null, change: 'rename' }, personal: { company: input.company } };
      for (const { id } of plans) await recordChange(tx, session, id, () => what);
      return;
    }
    const open = plans.flatMap(({ id, isOpen }) => (isOpen ? [id] : []));
    if (open.length === 0) throw new Refusal('stale', { params: { reason: 'plan_changed' } });
    await endPlans(tx, session, open, at);
  });
}

type PlanAbout = { id: string; isOpen: boolean; isMine: boolean };

async function plansAbout(tx: Tx, session: Session, input: ChangeVendorInput): Promise<PlanAbout[]> {
  const technicianId = input.change === 'end' ? input.technicianId : null;
  const found = await tx.execute<PlanAbout>(sql`
    select p.id, p.state <> 'ended' as "isOpen", coalesce(bool_and(${inScope(session, sql`pd.building_id`)}), false) as "isMine"
    from technician t join plan p on p.technician_id = t.id left join plan_door pd on pd.plan_id = p.id
    where t.vendor_id = ${input.vendorId} and ${technicianId === null ? sql`true` : sql`t.id = ${technicianId}`}
    group by p.id order by p.created_at, p.id`);
  if (found.rows.length === 0 || found.rows.some(({ isMine }) => !isMine)) {
    throw new Refusal('forbidden_or_missing', { params: { reason: 'plan_gone' } });
  }
  return found.rows;
}

async function rename(tx: Tx, { vendorId, company }: { vendorId: string; company: string }): Promise<void> {
  const others = await tx.execute<{ id: string }>(sql`
    select id from vendor where sort_name = search_key(${company}::text) and id <> ${vendorId} for update`);
  const [other] = others.rows;
  await tx.execute(
    other
      ? sql`update technician set vendor_id = ${other.id} where vendor_id = ${vendorId}`
      : sql`update vendor set name = ${company} where id = ${vendorId}`,
  );
}
