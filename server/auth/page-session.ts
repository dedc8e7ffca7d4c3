import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { Refusal } from '#lib/errors';
import type { Permission } from '#lib/permissions';
import { log } from '#server/log';
import { fromHere } from './from-here.ts';
import { isSearch } from './is-search.ts';
import { recordOutOfReach, type Tried } from './out-of-reach.ts';
import { requirePermission } from './policy.ts';
import { returnPath } from './redirects.ts';
import { requestIdOf } from './request-id.ts';
import { currentSession, type Session } from './session.ts';
import { takeHourly } from './take-hourly.ts';

/**
 * The session of a page. Whoever is not signed in, locked their screen or lacks their authenticator is sent where that
 * can be mended and later back here; whoever may not see it gets the page of things that do not exist. A page that
 * searches counts as a search; whoever used theirs up is sent to a page that says so. Call it in each page: layouts do
 * not run on every visit.
 */
export async function pageSession(permission: Permission): Promise<Session> {
  return openPage(async () => {
    const session = await currentSession();
    const { pathname, searchParams } = await askedPage();
    await fromHere(() => requirePermission(session, permission, { operation: pathname, input: pathname.split('/') }));
    if (isSearch(pathname, searchParams)) await fromHere(() => takeHourly(session, 'search'));
    return session;
  });
}

/** The session of what stands around every page. It lets through anybody who is signed in, and counts nothing. */
export const frameSession = (): Promise<Session> => openPage(currentSession);

async function openPage(open: () => Promise<Session>): Promise<Session> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'limited') redirect(await wayBackVia('/search-limit'));
    if (error.code === 'step_up') redirect(await wayBackVia(mendedAt(error.params.reason)));
    notFound();
  }
}

/**
 * The address of the page this request is for, and the id under which the logs know it. As our proxy states it, and not
 * as `returnPath` would follow it: one that nobody could be sent back to is searched all the same.
 */
export async function askedPage(): Promise<{ requestId: string; pathname: string; searchParams: URLSearchParams }> {
  const asked = await headers();
  const { pathname, searchParams } = new URL(`http://gatehouse.invalid${asked.get('x-return-path') ?? '/'}`);
  return { requestId: requestIdOf(asked), pathname, searchParams };
}

/** Writes down that somebody asked for a page about what is out of their scope or not there. */
export async function recordMissedPage(): Promise<void> {
  const { pathname } = await askedPage();
  const tried: Tried = { operation: pathname, input: pathname.split('/'), isReading: true };
  const session = await currentSession();
  // The audit log tells the same reading once an hour, the page its id each time.
  log.info({ requestId: session.requestId }, 'nothing there');
  await fromHere(() => recordOutOfReach(session, tried));
}

const mendedAt = (reason: string | undefined): string =>
  reason === 'session_locked' ? '/locked' : reason === 'authenticator_required' ? '/authenticator' : '/sign-in';

async function wayBackVia(page: string): Promise<string> {
  const here = returnPath((await headers()).get('x-return-path'));
  return here === '/' ? page : `${page}?callbackUrl=${encodeURIComponent(here)}`;
}
