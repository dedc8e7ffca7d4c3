import * as z from 'zod/mini';
import { selectionSchema } from './selection.ts';

const uuid = z.guid('input_invalid').check(z.toLowerCase());

/** Moves the end of chosen accesses so many calendar months on, or takes them away; one operation for all of them. */
export const changeChosenSchema = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('extend'),
    intentId: uuid,
    selection: selectionSchema,
    months: z.int().check(z.gte(1), z.lte(60)),
  }),
  z.strictObject({ act: z.literal('end'), intentId: uuid, selection: selectionSchema }),
]);
export type ChangeChosenInput = z.infer<typeof changeChosenSchema>;
