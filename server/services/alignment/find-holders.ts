import { sql } from 'drizzle-orm';
import { fullName } from '#lib/names';
import type { LocalDate } from '#lib/time/day';
import type { Tx } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';

/** Somebody a bundle or unit brings doors to, by a lease or without one. */
export type Holder = {
  personId: string | null;
  personKey: string;
  name: string;
  recipient: Recipient;
  /** Null = without a lease. */
  tenancyId: string | null;
  unitId: string | null;
  unitName: string | null;
  leaseStart: LocalDate | null;
  leaseEnd: LocalDate | null;
};

/** People OpenKit knows who were given a bundle without a lease that brings it: those who work there. */
export async function findHolders(tx: Tx, bundleId: string): Promise<Holder[]> {
  const found = await tx.execute<Recipient & { id: string }>(sql`
    select p.id, p.first_name as "firstName", p.last_name as "lastName", p.email, p.phone
    from person p
    where p.gone_at is null and p.id in (
      select person_id from access_reason where bundle_id = ${bundleId} and ended_at is null and tenancy_id is null)
    and p.id not in (
      select lease.person_id from access_reason lease join tenancy t on t.id = lease.tenancy_id and t.ended_at is null
      where lease.bundle_id = ${bundleId} and lease.person_id is not null and lease.ended_at is null)
    order by p.sort_name, p.id`);
  const withoutLease = { tenancyId: null, unitId: null, unitName: null, leaseStart: null, leaseEnd: null };
  return found.rows.map(({ id, ...recipient }) => {
    return { personId: id, personKey: id, name: fullName(recipient), recipient, ...withoutLease };
  });
}
