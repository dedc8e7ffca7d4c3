import { normalisePhone } from '#lib/access-rules/phone';
import type { Recipient } from '../db/schema/operations.ts';
import type { CallContext, PersonSnapshot } from '../openkit/types.ts';
import type { OperationTools } from './tools.ts';

/**
 * Looks for people nobody knows the id of, by email, else by phone, in one reading of OpenKit's list, which ends early
 * once all are found. Answers an id for each, null = not there. Throws UpstreamError.
 */
export async function findPeople(
  { openkit }: Pick<OperationTools, 'openkit'>,
  ctx: CallContext,
  recipients: Recipient[],
): Promise<(string | null)[]> {
  const found = new Map<Recipient, string>();
  let pageToken: string | null = null;
  do {
    const page = await openkit.listPeople(ctx, pageToken);
    for (const recipient of recipients) {
      const person = found.has(recipient) ? undefined : page.items.find((listed) => isAtAddress(listed, recipient));
      if (person) found.set(recipient, person.id);
    }
    if (page.nextPageToken === pageToken) break;
    pageToken = page.nextPageToken;
  } while (pageToken !== null && found.size < recipients.length);
  return recipients.map((recipient) => found.get(recipient) ?? null);
}

/** Whether OpenKit would take this address for them: by email, else by phone. */
export function isAtAddress(person: PersonSnapshot, { email, phone }: Recipient): boolean {
  if (email) return person.email?.toLowerCase() === email.toLowerCase();
  return phone !== null && !!person.phone && normalisePhone(person.phone) === normalisePhone(phone);
}
