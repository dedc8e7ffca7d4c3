import { cookies } from 'next/headers';
import { db } from '#server/db/pool';
import { settings } from '#server/settings';
import { readLink } from './one-time-link.ts';

const minutes = 10;

/**
 * Carries an invitation through the provider's pages and back, in the browser it was opened in. Over https its `__Host-`
 * name keeps other hosts and plain http from setting it.
 */
export function inviteCookie(publicUrl: string) {
  const secure = publicUrl.startsWith('https://');
  return {
    name: `${secure ? '__Host-' : ''}gatehouse.invite`,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure } as const,
  };
}

/** Remembers a living invitation for the sign-on that follows. Throws Refusal `stale` for any other link. */
export async function carryInvite({ token }: { token: string }): Promise<void> {
  await db().transaction((tx) => readLink(tx, token, ['invite']));
  const { name, options } = inviteCookie(settings().web.publicUrl);
  (await cookies()).set(name, token, { ...options, maxAge: minutes * 60 });
}
