import { cookies } from 'next/headers';
import { db } from '#server/db/pool';
import { settings } from '#server/settings';
import { readLink } from './one-time-link.ts';

const minutes = 10;

/** Carries an invitation through the provider's pages and back, in the browser it was opened in. */
export const inviteCookie = {
  name: 'gatehouse.invite',
  options: { httpOnly: true, sameSite: 'lax', path: '/' } as const,
};

/** Remembers a living invitation for the sign-on that follows. Throws Refusal `stale` for any other link. */
export async function carryInvite({ token }: { token: string }): Promise<void> {
  await db().transaction((tx) => readLink(tx, token, ['invite']));
  const secure = settings().web.publicUrl.startsWith('https://');
  (await cookies()).set(inviteCookie.name, token, { ...inviteCookie.options, secure, maxAge: minutes * 60 });
}
