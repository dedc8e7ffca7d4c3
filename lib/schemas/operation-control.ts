import * as z from 'zod/mini';
import { uuid } from './uuid.ts';

export const operationSchema = z.strictObject({ operationId: uuid });
export type OperationInput = z.infer<typeof operationSchema>;

export const pauseOperationSchema = z.strictObject({ operationId: uuid, isPaused: z.boolean() });
export type PauseOperationInput = z.infer<typeof pauseOperationSchema>;

/** Sends the failed doors of an operation again, as a new one. */
export const retryOperationSchema = z.strictObject({ operationId: uuid, intentId: uuid });
export type RetryOperationInput = z.infer<typeof retryOperationSchema>;

/**
 * What a person found out or decided about a door the machine cannot settle: it is there or not, or, where somebody
 * changed the access meanwhile, it stays so or is overwritten.
 */
export const decideDoorSchema = z.strictObject({
  operationId: uuid,
  itemId: uuid,
  doorId: uuid,
  decision: z.enum(['there', 'not_there', 'keep', 'overwrite']),
});
export type DecideDoorInput = z.infer<typeof decideDoorSchema>;
