import { sql } from 'drizzle-orm';
import { checkChange, endAfter } from '#lib/access-rules/change-rules';
import type { AccessRole } from '#lib/access-rules/terms';
import { Refusal } from '#lib/errors';
import type { ChangeChosenInput } from '#lib/schemas/change-chosen';
import type { Instant } from '#lib/time/instant';
import { requirePermission, requireProof } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';
import { boss } from '#server/jobs/boss';
import { createOperation } from '#server/operations/create-operation';
import type { NewItem } from '#server/operations/new-operation';
import { recipientOf } from '../people/recipient-of.ts';
import { resolveSelection } from '../selection/resolve-selection.ts';

type Held = {
  personId: string;
  recipient: Recipient;
  doorId: string;
  doorName: string;
  buildingId: string | null;
  timeZone: string | null;
  start: Instant;
  end: Instant | null;
  shareable: boolean | null;
  role: AccessRole | null;
};

/**
 * Extends or ends chosen accesses in one operation, a call for each person and door. What OpenKit lets nobody change is
 * left out and counted: daily codes, what a resident shared, what has no end to move. Throws Refusal `invalid` on
 * `selection` when nothing is left, `limited` above the role's cap, `step_up` when several want a fresh proof.
 */
export async function changeChosen(
  session: Session,
  input: ChangeChosenInput,
): Promise<{ operationId: string; leftOut: number }> {
  await requirePermission(session, input.act === 'end' ? 'access.revoke' : 'access.extend');
  const [at, jobs] = await Promise.all([now(), boss()]);
  return db().transaction(async (tx) => {
    const ids = await resolveSelection(tx, session, input.selection);
    const held = await findOurs(tx, session, ids, at);
    const items = held.flatMap((access) =>
      input.act === 'end' ? [endOf(access)] : extended(access, input.months, at),
    );
    if (items.length === 0) {
      throw new Refusal('invalid', { field: 'selection', params: { reason: 'chosen_unchangeable' } });
    }
    if (items.length > 1) requireProof(session);
    const { operationId } = await createOperation(tx, jobs, {
      kind: input.act === 'end' ? 'revoke' : 'change',
      staffId: session.staff.id,
      intentId: input.intentId,
      requestId: session.requestId,
      items,
    });
    return { operationId, leftOut: ids.length - items.length };
  });
}

/** Of each person and door the one permanent access we gave; where there are two, a call could hit either: left out. */
async function findOurs(tx: Tx, session: Session, ids: string[], at: Instant): Promise<Held[]> {
  const found = await tx.execute<Held>(sql`
    select a.person_id as "personId", a.door_id as "doorId", coalesce(d.name, 'Unknown door') as "doorName",
      a.building_id as "buildingId", b.time_zone as "timeZone", a.starts_at as start, a.ends_at as "end", a.shareable,
      a.role, ${recipientOf(sql`p`)} as recipient
    from access a join person p on p.id = a.person_id left join door d on d.id = a.door_id
    left join building b on b.id = a.building_id
    where a.id = any(${sql.param(ids)}::uuid[]) and a.gone_at is null and a.passcode_type = 'PERMANENT'
      and a.granter_kind <> 'user' and (a.ends_at is null or a.ends_at > ${at}::timestamptz)
      and ${inScope(session, sql`a.building_id`)} and not exists (
        select 1 from access other where other.person_id = a.person_id and other.door_id = a.door_id
          and other.id <> a.id and other.gone_at is null and other.passcode_type = 'PERMANENT'
          and (other.ends_at is null or other.ends_at > ${at}::timestamptz))
    order by p.sort_name, p.id, d.sort_name, a.id`);
  return found.rows;
}

const endOf = ({ personId, recipient, doorId, buildingId }: Held): NewItem => ({
  action: 'revoke',
  personId,
  recipient,
  terms: null,
  doors: [{ doorId, buildingId }],
});

function extended(access: Held, months: number, at: Instant): NewItem[] {
  const change = { kind: 'later' as const, months };
  if (checkChange([access], { end: change, shareable: null }, at).length > 0) return [];
  return [
    {
      action: 'change',
      personId: access.personId,
      recipient: access.recipient,
      terms: {
        passcodeType: 'PERMANENT',
        start: access.start,
        end: endAfter(access, change),
        shareable: access.shareable ?? false,
        role: access.role ?? 'non_resident',
        notify: false,
      },
      doors: [{ doorId: access.doorId, buildingId: access.buildingId }],
    },
  ];
}
