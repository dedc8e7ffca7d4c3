'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { publicAction } from '#server/auth/action';
import { endCurrentSession } from '#server/auth/sign-out';

const endSession = publicAction({ name: 'signOut', input: z.undefined(), run: endCurrentSession });

/**
 * Ends the session of this browser, for every copy of its cookie, and goes to the sign-in page. Fits a form's action.
 */
export async function signOut(): Promise<void> {
  await endSession(undefined);
  redirect('/sign-in?out');
}
