import { normalisePhone } from '#lib/access-rules/phone';
import type { Recipient } from '../db/schema/operations.ts';
import type { CallContext, PersonSnapshot } from '../openkit/types.ts';
import type { OperationTools } from './tools.ts';

/**
 * Looks for a person nobody knows the id of, by email, else by phone, through OpenKit's list: it has no search.
 * Phones may be missing from the list, so a person found by list is read once more on their own. Null = not there.
 */
export async function findPerson(
  { openkit }: OperationTools,
  ctx: CallContext,
  recipient: Recipient,
): Promise<PersonSnapshot | null> {
  let pageToken: string | null = null;
  do {
    const page = await openkit.listPeople(ctx, pageToken);
    const found = page.items.find((person) => isSamePerson(person, recipient));
    if (found) return openkit.getPerson(ctx, found.id);
    if (page.nextPageToken === pageToken) return null;
    pageToken = page.nextPageToken;
  } while (pageToken !== null);
  return null;
}

function isSamePerson(person: PersonSnapshot, { email, phone }: Recipient): boolean {
  if (email) return person.email?.toLowerCase() === email.toLowerCase();
  return phone !== null && !!person.phone && normalisePhone(person.phone) === normalisePhone(phone);
}
