import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { normalisePhone } from '#lib/access-rules/phone';
import { fullName } from '#lib/names';
import type { TechnicianInput } from '#lib/schemas/plan';
import type { Tx } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';
import { technician } from '#server/db/schema/plans';

export const recipientTyped = ({ firstName, lastName, email, phone }: TechnicianInput): Recipient => ({
  firstName,
  lastName,
  email: email || null,
  phone: phone ? (normalisePhone(phone) ?? phone) : null,
});

/** What of it belongs to a person, for the log. */
export const personalOf = ({
  company,
  firstName,
  lastName,
  email,
  phone,
}: TechnicianInput): Record<string, string> => ({
  name: fullName({ firstName, lastName }),
  company,
  ...(email && { email }),
  ...(phone && { phone }),
});

/**
 * Companies are known by name, their people by name and the address their codes go to. The same address under another
 * name is another person: who else has it may be none of this viewer's business.
 */
export async function saveTechnician(tx: Tx, company: string, recipient: Recipient): Promise<string> {
  // Writing the name it has makes others wait, so that nobody is made twice.
  const saved = await tx.execute<{ id: string }>(sql`
    insert into vendor (name) values (${company})
    on conflict (sort_name) do update set name = vendor.name returning id`);
  const vendorId = saved.rows[0]?.id ?? '';
  const { firstName, lastName, email, phone } = recipient;
  const known = await tx.execute<{ id: string }>(sql`
    select id from technician where vendor_id = ${vendorId}
      and first_name = ${firstName} and last_name = ${lastName}
      and lower(email) is not distinct from lower(${email}::text) and phone is not distinct from ${phone}::text`);
  if (known.rows[0]) return known.rows[0].id;
  const id = randomUUID();
  await tx.insert(technician).values({ id, vendorId, firstName, lastName, email, phone });
  return id;
}
