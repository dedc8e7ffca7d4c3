'use server';

import { z } from 'zod';
import { choosePasswordSchema } from '#lib/schemas/staff';
import { publicAction } from '#server/auth/action';
import { carryInvite as carry } from '#server/auth/invite-cookie';
import { choosePassword as choose, readPasswordLink as read } from '#server/services/staff/choose-password';

/** The token of the link is the proof: 256 random bits, posted, never in an address. */
export const readPasswordLink = publicAction({
  name: 'readPasswordLink',
  input: z.strictObject({ token: z.string().max(100) }),
  run: read,
});

export const choosePassword = publicAction({ name: 'choosePassword', input: choosePasswordSchema, run: choose });

export const carryInvite = publicAction({
  name: 'carryInvite',
  input: z.strictObject({ token: z.string().max(100) }),
  run: carry,
});
