import { cookies } from 'next/headers';
import { db } from '#server/db/pool';
import { settings } from '#server/settings';
import { readLink } from './one-time-link.ts';
import { hostCookie } from './session-cookie.ts';

const minutes = 10;

/** Carries an invitation through the provider's pages and back, in the browser it was opened in. */
export const inviteCookie = (publicUrl: string) => hostCookie(publicUrl, 'gatehouse.invite');

/** Remembers a living invitation for the sign-on that follows. Throws Refusal `stale` for any other link. */
export async function carryInvite({ token }: { token: string }): Promise<void> {
  await db().transaction((tx) => readLink(tx, token, ['invite']));
  const { name, options } = inviteCookie(settings().web.publicUrl);
  (await cookies()).set(name, token, { ...options, maxAge: minutes * 60 });
}
