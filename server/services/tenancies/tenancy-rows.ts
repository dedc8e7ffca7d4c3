import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { EventName } from '#lib/events';
import { fullName } from '#lib/names';
import type { LocalDate } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import { type AuditInput, appendAudit } from '#server/audit/append';
import { inScope, personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import type { Tx } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';
import { tenancy } from '#server/db/schema/units';
import type { FoundUnit } from '../units/find-unit.ts';
import type { Newcomer } from './find-newcomer.ts';

type NewTenancy = Omit<Newcomer, 'recipient'> & {
  id: string;
  unit: FoundUnit;
  leaseStart: LocalDate | null;
  leaseEnd: LocalDate | null;
  operationId: string | null;
  isFound?: boolean;
};

/** Throws Refusal `invalid` on `person` when they have a lease of this unit already. */
export async function startTenancy(tx: Tx, { unit, name, ...row }: NewTenancy): Promise<void> {
  const { id, personId, personKey, leaseStart, leaseEnd, operationId, isFound } = row;
  const made = await tx
    .insert(tenancy)
    .values({
      id,
      personId,
      personKey,
      leaseStart,
      leaseEnd,
      operationId,
      isFound,
      unitId: unit.id,
      buildingId: unit.buildingId,
      personName: name,
    })
    .onConflictDoNothing()
    .returning({ id: tenancy.id });
  if (made.length === 0) throw new Refusal('invalid', { field: 'person', params: { reason: 'tenant_already' } });
}

export type FoundTenancy = {
  id: string;
  unitId: string;
  unitName: string;
  buildingId: string;
  personId: string | null;
  personKey: string;
  name: string;
  recipient: Recipient;
  leaseStart: LocalDate | null;
  leaseEnd: LocalDate | null;
  /** Whether they were found living in the building. */
  isFound: boolean;
};

/**
 * Standing leases in scope, in the order asked for. Throws Refusal `forbidden_or_missing` if one is not there any more.
 */
export async function findTenancies(tx: Tx, session: Session, ids: readonly string[]): Promise<FoundTenancy[]> {
  const wanted = [...new Set(ids)];
  const found = await tx.execute<
    Omit<FoundTenancy, 'recipient' | 'name'> & Recipient & { notedName: string | null }
  >(sql`
    select t.id, t.unit_id as "unitId", u.name as "unitName", t.building_id as "buildingId", t.person_id as "personId",
      coalesce(t.person_id::text, t.person_key) as "personKey",
      case when not ${personInScope(session, sql`p.id`)} then t.person_name end as "notedName",
      t.lease_start as "leaseStart", t.lease_end as "leaseEnd", t.is_found as "isFound",
      coalesce(p.first_name, t.person_name) as "firstName",
      coalesce(p.last_name, '') as "lastName", p.email, p.phone
    from tenancy t join unit u on u.id = t.unit_id left join person p on p.id = t.person_id
    where t.id = any(${sql.param(wanted)}::uuid[]) and t.ended_at is null and ${inScope(session, sql`t.building_id`)}
    for update of t`);
  if (found.rows.length < wanted.length) {
    throw new Refusal('forbidden_or_missing', { field: 'tenancyIds', params: { reason: 'tenancy_gone' } });
  }
  const byId = new Map(found.rows.map((row) => [row.id, row]));
  return wanted.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const { firstName, lastName, email, phone, notedName, ...rest } = row;
    const name = notedName ?? fullName(row);
    return [{ ...rest, name, recipient: { firstName, lastName, email, phone } }];
  });
}

export async function endTenancies(
  tx: Tx,
  ids: readonly string[],
  { at, operationId }: { at: Instant; operationId: string | null },
): Promise<void> {
  await tx.execute(sql`
    update tenancy set ended_at = ${at}::timestamptz, ended_operation_id = ${operationId}
    where id = any(${sql.param([...ids])}::uuid[])`);
}

type Note = {
  event: EventName;
  unit: { id: string; buildingId: string };
  personId: string | null;
  name: string;
  operationId: string | null;
  details: NonNullable<AuditInput['details']>;
  /** What whoever did it had to say. */
  note?: string;
};

/** Writes what was done about a lease into the log. Call it last. */
export async function noteTenancy(tx: Tx, session: Session, noted: Note): Promise<void> {
  const { event, unit, personId, name, operationId, details, note } = noted;
  await appendAudit(tx, {
    event,
    phase: 'done',
    actor: staffActor(session),
    object: personId ? { type: 'person', id: personId } : { type: 'unit', id: unit.id },
    buildingId: unit.buildingId,
    operationId: operationId ?? undefined,
    requestId: session.requestId,
    details: { unitId: unit.id, ...details },
    personal: { name, ...(note && { note }) },
  });
}
