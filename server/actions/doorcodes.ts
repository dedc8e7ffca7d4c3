'use server';

import { revealDoorcodesSchema } from '#lib/schemas/grant-access';
import { action } from '../auth/entry.ts';
import { revealDoorcodes as reveal } from '../services/doorcodes/reveal-doorcodes.ts';

export const revealDoorcodes = action({
  name: 'revealDoorcodes',
  permission: 'doorcode.reveal',
  input: revealDoorcodesSchema,
  run: reveal,
});
