'use server';

import { revealCodeSheetSchema } from '#lib/schemas/code-sheet';
import { revealDoorcodesSchema } from '#lib/schemas/grant-access';
import { action } from '../auth/action.ts';
import { revealCodeSheet as revealSheet } from '../services/doorcodes/reveal-code-sheet.ts';
import { revealDoorcodes as reveal } from '../services/doorcodes/reveal-doorcodes.ts';

export const revealDoorcodes = action({
  name: 'revealDoorcodes',
  permission: 'doorcode.reveal',
  input: revealDoorcodesSchema,
  run: reveal,
});

export const revealCodeSheet = action({
  name: 'revealCodeSheet',
  permission: 'doorcode.reveal',
  isSensitive: true,
  input: revealCodeSheetSchema,
  run: revealSheet,
});
