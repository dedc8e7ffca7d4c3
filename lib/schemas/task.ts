import * as z from 'zod/mini';
import { uuid } from './uuid.ts';

/** What somebody has to finish outside OpenKit. */
export const taskRowSchema = z.object({
  id: z.string(),
  kind: z.enum([
    'elevator',
    'keycard',
    'door_to_enable',
    'lock_to_activate',
    'no_email',
    'elevator_back',
    'keycard_back',
    'access_back',
    'phone_lost',
  ]),
  buildingId: z.string(),
  buildingName: z.string(),
  unitId: z.nullable(z.string()),
  unitName: z.nullable(z.string()),
  personId: z.nullable(z.string()),
  personName: z.nullable(z.string()),
  doorName: z.nullable(z.string()),
  assigneeName: z.nullable(z.string()),
  isMine: z.boolean(),
  createdAt: z.string(),
  doneAt: z.nullable(z.string()),
  /** Null with `doneAt`: it was closed because nobody needs it any more. */
  doneByName: z.nullable(z.string()),
});
export type TaskRow = z.infer<typeof taskRowSchema>;

/** Takes a task, gives it back, hands it to a colleague, or says that it is done. */
export const settleTaskSchema = z.discriminatedUnion('act', [
  z.strictObject({ taskId: uuid, act: z.enum(['take', 'give_back', 'done']) }),
  z.strictObject({ taskId: uuid, act: z.literal('hand_over'), assigneeId: uuid }),
]);
export type SettleTaskInput = z.infer<typeof settleTaskSchema>;

/** Somebody a task can be handed to. */
const colleagueSchema = z.object({ id: z.string(), name: z.string() });
export const colleaguesSchema = z.array(colleagueSchema);
export type Colleague = z.infer<typeof colleagueSchema>;
