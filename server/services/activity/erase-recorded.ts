import { type SQL, sql } from 'drizzle-orm';
import { type Contact, contactKey } from '#lib/access-rules/contact-key';
import { Refusal } from '#lib/errors';
import type { EraseRecordedInput } from '#lib/schemas/activity';
import { appendAudit } from '#server/audit/append';
import { saltDigits } from '#server/audit/chain';
import { requirePermission } from '#server/auth/policy';
import { personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { insertRows } from '#server/db/insert-rows';
import { db, type Tx } from '#server/db/pool';
import { auditPersonal } from '#server/db/schema/audit';
import type { Recipient } from '#server/db/schema/operations';

/**
 * Erases what Gatehouse has written down about a person: name, email, phone and notes beside the entries of the log,
 * the words of exports that searched or asked for them, and whom operations and dry runs were for. The entries and
 * their hashes stay, so the log verifies as before; that it was done, and to which of them, is an entry itself. Where a
 * member of staff acted from, and what is about staff, is not theirs and stays. What mirrors OpenKit is not touched.
 * Throws Refusal `forbidden_or_missing`, `stale` while something is to be sent for them.
 */
export async function eraseRecorded(session: Session, { personId }: EraseRecordedInput): Promise<{ erased: number }> {
  await requirePermission(session, 'audit.erase');
  return db().transaction(async (tx) => {
    const found = await tx.execute<Contact>(sql`
      select email, phone from person where id = ${personId} and ${personInScope(session, sql`person.id`)}`);
    const [person] = found.rows;
    if (!person) throw new Refusal('forbidden_or_missing', { field: 'personId' });
    const theirs = { personId, contacts: contactsOf(person) };
    await refuseOpenItems(tx, theirs);
    // Before OpenKit named a person, entries about them are the operation's: theirs where it was about nobody else.
    const gone = await tx.execute<Gone>(sql`
      delete from audit_personal beside using audit_entry e
      where e.seq = beside.seq and beside.data - 'address' <> '{}' and (
        (e.object_type = 'person' and e.object_id = ${personId})
        or (${isContact(sql`beside.data`, theirs)}
          and (e.object_type in ('staff', 'session') and exists (
            select 1 from staff where lower(staff.email) = lower(beside.data->>'email'))) is not true)
        or e.operation_id in (
          select operation_id from operation_item where operation_id in (
            select operation_id from operation_item where person_id = ${personId})
          group by operation_id having bool_and(person_id is not distinct from ${personId}))
        or exists (
          select 1 from person p, unnest(${keysOfSearch}) key
          where p.id = ${personId} and length(key) > 2 and p.search_text like '%' || key || '%')
        or exists (
          select 1 from person p, unnest(array[p.first_name, p.last_name, p.email]) word
          where p.id = ${personId} and length(search_key(word)) > 2
            and position(search_key(word) in search_key(beside.data->>'ask')) > 0))
      returning beside.seq, right(beside.salt, ${saltDigits}) as salt, beside.data->>'address' as address,
        e.staff_id is not null and e.payload::jsonb ? 'origin' as "keepsOrigin"`);
    const kept = gone.rows.flatMap(({ seq, salt, address, keepsOrigin }) =>
      keepsOrigin && address !== null ? { seq, salt, data: { address } } : [],
    );
    await insertRows(tx, auditPersonal, kept);
    const seqs = gone.rows.map(({ seq }) => Number(seq)).toSorted((a, b) => a - b);
    const recipients = await eraseRecipients(tx, theirs);
    await appendAudit(tx, {
      event: 'audit.erase',
      phase: 'done',
      actor: staffActor(session),
      object: { type: 'person', id: personId },
      requestId: session.requestId,
      details: { count: seqs.length, seqs, recipients },
    });
    return { erased: seqs.length };
  });
}

/** What was looked for, as searches compare it: as words, and without the marks between them. */
const keysOfSearch = sql`array[find_key(beside.data->>'q'), squash_key(beside.data->>'q'), ltrim(number_key(beside.data->>'q'), '0')]`;

type Gone = { seq: number; salt: string; address: string | null; keepsOrigin: boolean };

type Theirs = { personId: string; contacts: string[] };

/** Email and phone of theirs, the phone as OpenKit writes it and as we write down what is typed. */
function contactsOf({ email, phone }: Contact): string[] {
  const keys = [contactKey({ email, phone: null }), phone, contactKey({ email: null, phone })];
  return keys.filter((key) => key !== null);
}

/** Condition on JSON that holds an email or a phone. */
const isContact = (data: SQL, { contacts }: Theirs): SQL =>
  sql`(lower(${data}->>'email') = any(${sql.param(contacts)}::text[]) or ${data}->>'phone' = any(${sql.param(contacts)}::text[]))`;

/**
 * Condition on an item: for them, or for their address without OpenKit ever having said who that is, as when it
 * refused.
 */
const isForThem = ({ personId, contacts }: Theirs): SQL =>
  sql`(person_id = ${personId} or (person_id is null and person_key = any(${sql.param(contacts)}::text[])))`;

async function refuseOpenItems(tx: Tx, theirs: Theirs): Promise<void> {
  const open = await tx.execute(sql`
    select 1 from operation_item
    where ${isForThem(theirs)} and state in ('queued', 'sending', 'unknown', 'reconciling') limit 1`);
  if (open.rows.length > 0) throw new Refusal('stale', { params: { reason: 'operation_under_way' } });
}

const nobody: Recipient = { firstName: 'Erased', lastName: '', email: null, phone: null };

/** Resolves to the number of calls that named them. */
async function eraseRecipients(tx: Tx, theirs: Theirs): Promise<number> {
  const { personId } = theirs;
  const items = await tx.execute(sql`
    update operation_item set recipient = ${JSON.stringify(nobody)}::jsonb, person_key = ${personId}
    where ${isForThem(theirs)}`);
  await tx.execute(sql`
    delete from dry_run where id in (
      select dry_run_id from dry_run_row
      where person_id = ${personId} or (person_id is null and ${isContact(sql`recipient`, theirs)}))`);
  await tx.execute(sql`update access_reason set note = null where ${isForThem(theirs)}`);
  return items.rowCount ?? 0;
}
