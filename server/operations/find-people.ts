import { normalisePhone } from '#lib/access-rules/phone';
import type { Recipient } from '../db/schema/operations.ts';
import { idlePagesOfLoop, mostIdlePages } from '../mirror/sweep-state.ts';
import type { CallContext, PersonSnapshot } from '../openkit/types.ts';
import { UpstreamError } from '../openkit/upstream-error.ts';
import type { OperationTools } from './tools.ts';

/**
 * `mayBeThem` is asked of rows without an email alone; whom `isAlike` names can be read alone to see whether it is
 * them.
 */
export type Sought = {
  isThem: (listed: PersonSnapshot) => boolean;
  mayBeThem: (listed: PersonSnapshot) => boolean;
  isAlike?: (listed: PersonSnapshot) => boolean;
};

/**
 * `person` null = not in the list; `isHidden`: but they may be in one of its rows, which nobody can say whose it is.
 */
export type Found = { person: PersonSnapshot | null; isHidden: boolean; alike: PersonSnapshot[] };

/** Of more people who are alike nobody is read alone. */
const mostAlike = 20;

/**
 * Looks for people in one reading of OpenKit's list, which ends early once all are found. Throws UpstreamError, also
 * where its pages go round in circles, or on and on without anybody new: such a list is no proof that somebody is not
 * there.
 */
export async function findPeople(
  { db, openkit }: Pick<OperationTools, 'db' | 'openkit'>,
  ctx: CallContext,
  sought: Sought[],
): Promise<Found[]> {
  const found = sought.map((): Found => ({ person: null, isHidden: false, alike: [] }));
  const tokens = new Set<string | null>();
  const seen = new Set<string>();
  const loop = () => new UpstreamError('unreadable', ctx.requestId, 'page_loop');
  let idlePages = 0;
  let pageToken: string | null = null;
  for (;;) {
    if (tokens.has(pageToken)) throw loop();
    tokens.add(pageToken);
    const { items, unreadable, nextPageToken } = await openkit.listPeople(ctx, pageToken);
    const withoutEmail = items.filter(({ email }) => !email);
    // Counted with it are accesses in rows that say whose they are.
    const unreadableRows = items.reduce((rest, { unreadableAccesses }) => rest - unreadableAccesses, unreadable);
    for (const [index, { isThem, mayBeThem, isAlike }] of sought.entries()) {
      const one = found[index];
      if (!one || one.person) continue;
      one.person = items.find(isThem) ?? null;
      if (isAlike) one.alike = [...one.alike, ...items.filter(isAlike)].slice(0, mostAlike);
      one.isHidden = !one.person && (one.isHidden || unreadableRows > 0 || withoutEmail.some(mayBeThem));
    }
    if (nextPageToken === null || found.every(({ person }) => person)) return found;
    const seenBefore = seen.size;
    for (const { id } of items) seen.add(id);
    idlePages = seen.size === seenBefore ? idlePages + 1 : 0;
    if (idlePages >= idlePagesOfLoop && idlePages >= (await mostIdlePages(db, { phase: 'people', items })))
      throw loop();
    pageToken = nextPageToken;
  }
}

/** Whether OpenKit would take this address for them: by email, else by phone. */
export function isAtAddress(person: PersonSnapshot, { email, phone }: Pick<Recipient, 'email' | 'phone'>): boolean {
  if (email) return person.email?.toLowerCase() === email.toLowerCase();
  return phone !== null && !!person.phone && normalisePhone(person.phone) === normalisePhone(phone);
}
