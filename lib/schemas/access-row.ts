import * as z from 'zod/mini';
import { accessViewSchema } from './access.ts';
import { doorAccessRowSchema } from './door-access.ts';

/** A row of the lists of accesses, doorcodes and guests. Never a code: only whether one can be asked for. */
export const accessRowSchema = z.extend(doorAccessRowSchema, {
  ...z.pick(accessViewSchema, {
    doorId: true,
    doorName: true,
    buildingId: true,
    buildingName: true,
    timeZone: true,
    day: true,
  }).shape,
  /** The resident who shared it, where they may be seen; their name is `granterName`. */
  granterId: z.nullable(z.string()),
});
export type AccessRow = z.infer<typeof accessRowSchema>;
