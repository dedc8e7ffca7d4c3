import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { Refusal } from '#lib/errors';
import { foreignCursor } from '#lib/search-params';
import { recordMissedPage } from '#server/auth/page-session';

/**
 * For `.catch` on the first page of a list: a cursor of another list, filter or order starts over instead of failing.
 * All else stays in the address, and its cursor becomes one that the page names as not understood.
 */
export async function startOver(error: unknown): Promise<never> {
  if (!(error instanceof Refusal && error.field === 'cursor')) throw error;
  const here = new URL((await headers()).get('x-return-path') ?? '/', 'http://gatehouse.invalid');
  here.searchParams.set('cursor', foreignCursor);
  redirect(`${here.pathname}${here.search}`);
}

/** For `.catch` on what a page is about: not there and not theirs to see look alike, and both are written down. */
export async function toNotFound(error: unknown): Promise<never> {
  if (!(error instanceof Refusal && error.code === 'forbidden_or_missing')) throw error;
  await recordMissedPage();
  notFound();
}
