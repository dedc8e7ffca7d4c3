import * as z from 'zod/mini';
import { accessViewSchema } from './access.ts';

/** An access as a door's page lists it: whose it is, until when, by whom. The door is the page's. */
export const doorAccessRowSchema = z.extend(
  z.pick(accessViewSchema, {
    id: true,
    timeZone: true,
    passcodeType: true,
    start: true,
    end: true,
    role: true,
    granterKind: true,
    hostId: true,
    hostName: true,
    doorcodeStatus: true,
    state: true,
    awaitsSyncSince: true,
    pending: true,
    pendingKind: true,
  }),
  {
    personId: z.string(),
    personName: z.string(),
    /** The resident who shared it, where they may be seen. */
    granterName: z.nullable(z.string()),
  },
);
export type DoorAccessRow = z.infer<typeof doorAccessRowSchema>;
