'use server';

import { z } from 'zod';
import { newOwner } from '#lib/schemas/new-owner';
import { publicAction } from '#server/auth/action';
import { claimFirstOwner } from '#server/auth/first-owner';

/** Makes the first owner of this installation. The token of the one-time link is the proof, and is used up. */
export const setUpOwner = publicAction({
  name: 'setUpOwner',
  input: z.strictObject({ token: z.string().max(100), owner: newOwner }),
  run: ({ token, owner }, requestId) => claimFirstOwner(token, owner, requestId),
});
