import { sql } from 'drizzle-orm';
import { contactKey } from '#lib/access-rules/contact-key';
import type { Tx } from '../db/pool.ts';
import type { PersonSnapshot } from '../openkit/types.ts';

/** An address, as leases and reasons know it, and whom OpenKit has there. */
type Named = { personId: string; key: string };

/**
 * Leases, reasons and links that were noted for an address become those of the person whom OpenKit has there, whatever
 * operation they were noted with: it may have failed, and the person come by another one, or from elsewhere.
 */
export async function claimNoted(tx: Tx, named: readonly Named[]): Promise<void> {
  if (named.length === 0) return;
  const people = sql`unnest(${sql.param(named.map(({ personId }) => personId))}::uuid[],
    ${sql.param(named.map(({ key }) => key))}::text[]) as named(person_id, key)`;
  // They may have been moved in there by another way meanwhile: one lease of a unit is enough.
  await tx.execute(sql`
    update tenancy t set person_id = named.person_id, person_key = named.person_id from ${people}
    where t.person_id is null and t.ended_at is null and t.person_key = named.key and not exists (
      select 1 from tenancy known where known.unit_id = t.unit_id and known.ended_at is null
        and known.person_key = named.person_id::text)`);
  await tx.execute(sql`
    update access_reason r set person_id = named.person_id, person_key = named.person_id from ${people}
    where r.person_id is null and r.ended_at is null and r.person_key = named.key`);
  await tx.execute(sql`
    update person_link l set to_person_id = named.person_id from ${people}
    where l.to_person_id is null and l.to_key = named.key`);
}

/** The same for people who were read, but for those whom something under way is about to name. */
export async function claimNotedOf(tx: Tx, people: readonly PersonSnapshot[]): Promise<void> {
  const addresses = people.flatMap(({ id, email, phone = null }) =>
    [contactKey({ email, phone: null }), contactKey({ email: null, phone })].flatMap((key) =>
      key ? [{ personId: id, key }] : [],
    ),
  );
  const found = await tx.execute<Named>(sql`
    select named.person_id as "personId", named.key
    from unnest(${sql.param(addresses.map(({ personId }) => personId))}::uuid[],
      ${sql.param(addresses.map(({ key }) => key))}::text[]) as named(person_id, key)
    where named.key in (
        select person_key from access_reason where person_id is null and ended_at is null
        union select person_key from tenancy where person_id is null and ended_at is null)
      and not exists (select 1 from operation_item i where i.person_key = named.key and i.state <> 'settled')`);
  await claimNoted(tx, found.rows);
}
