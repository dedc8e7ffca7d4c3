import { sql } from 'drizzle-orm';
import { usableContact } from '#lib/access-rules/contact-key';
import { Refusal } from '#lib/errors';
import type { Permission } from '#lib/permissions';
import type { BulkWish, PlanBulkInput } from '#lib/schemas/dry-run';
import type { SelectableList } from '#lib/selectable-lists';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import type { Tx } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';
import { findDoors } from '../doors/find-doors.ts';
import { recipientOf } from '../people/recipient-of.ts';
import { resolveSelection } from '../selection/resolve-selection.ts';
import { heldAccesses } from './held-accesses.ts';
import { makeDryRun } from './make-dry-run.ts';
import { planBundles } from './plan-bundles.ts';
import { planChanges, planRevocations } from './plan-changes.ts';
import { givenByHand, grantTerms, planGrants } from './plan-grants.ts';
import { withGuests } from './plan-guest-ends.ts';
import { type PlannedRow, refusedRow } from './planned-row.ts';

const permissionOf: Record<BulkWish['kind'], Permission> = {
  extend: 'access.extend',
  revoke: 'access.revoke',
  grant: 'access.grant',
};

/**
 * Works out what a wish for everything selected would send, and sends nothing. Throws Refusal `invalid` for a selection
 * or doors that cannot be, `limited` above the role's cap.
 */
export async function planBulk(session: Session, { selection, wish }: PlanBulkInput): Promise<{ dryRunId: string }> {
  await requirePermission(session, permissionOf[wish.kind]);
  const { list } = selection;
  const isOfAccesses = list === 'accesses' || list === 'ending';
  if (list !== 'people' && (!isOfAccesses || wish.kind === 'grant')) {
    throw new Refusal('invalid', { field: 'selection', params: { reason: 'input_invalid' } });
  }
  const at = await now();
  return makeDryRun(session, wish.kind, async (tx) => {
    const ids = await resolveSelection(tx, session, selection);
    return plan(tx, session, { list, ids, wish, at });
  });
}

type Asked = { list: SelectableList; ids: string[]; wish: BulkWish; at: Instant };

async function plan(tx: Tx, session: Session, { list, ids, wish, at }: Asked): Promise<PlannedRow[]> {
  if (wish.kind === 'grant') {
    if (wish.doorIds.length + wish.bundleIds.length === 0) {
      throw new Refusal('invalid', { field: 'doorIds', params: { reason: 'doors_required' } });
    }
    if (wish.bundleIds.length > 0) return planBundles(tx, session, await peopleOf(tx, ids), wish, at);
    const [people, doors] = [await peopleOf(tx, ids), await findDoors(tx, session, wish.doorIds)];
    const terms = grantTerms(wish, doors, at);
    const grantees = people.map((person) => ({ ...person, doors, terms }));
    return (await planGrants(tx, grantees, at)).map(givenByHand);
  }
  const held = await heldAccesses(tx, session, { list, ids, at });
  const rows =
    wish.kind === 'extend'
      ? await withGuests(tx, session, planChanges(held, wish.end, at), at)
      : planRevocations(held, list === 'people');
  if (list !== 'people') return rows;
  const holders = new Set(held.map((access) => access.personId));
  const others = await peopleOf(
    tx,
    ids.filter((id) => !holders.has(id)),
  );
  return [...rows, ...others.map((person) => refusedRow({ ...person, doors: [] }, { reason: 'nothing_held' }))];
}

/** In the order of their names. The selection has seen to the scope. */
async function peopleOf(tx: Tx, ids: string[]): Promise<{ personId: string; recipient: Recipient }[]> {
  const found = await tx.execute<{ personId: string; recipient: Recipient }>(sql`
    select id as "personId", ${recipientOf(sql`person`)} as recipient from person
    where id = any(${sql.param(ids)}::uuid[]) order by sort_name, id`);
  return found.rows.map(({ personId, recipient }) => ({ personId, recipient: usableContact(recipient) }));
}
