import type { Readings } from '../readings/readings.ts';

/** OpenKit says no: an answer with this status and `{message}`. */
export class Refusal extends Error {
  readonly status: number;
  readonly details: string[];

  constructor(code: string, status = 400, details: string[] = []) {
    super(code);
    this.status = status;
    this.details = details;
  }
}

/** Every code OpenKit documents for a 400. */
const documentedCodes = new Set([
  'EMAIL_AND_PHONE_PROVIDED',
  'EMAIL_CAN_NOT_BE_EMPTY',
  'EMAIL_OR_PHONE_REQUIRED',
  'EMAIL_REQUIRED_FOR_PERMANENT',
  'END_TIME_NOT_SUPPORTED',
  'INVALID_END_TIME',
  'INVALID_PHONE',
  'INVALID_START_TIME',
  'PASSCODE_TYPE_CANT_BE_REVOKED',
  'USER_CAN_NOT_SHARE',
  'MISSING_END_TIME',
  'BUILDING_UUID_REQUIRED',
]);

/** The code as OpenKit would answer it: what no page documents may be the same for all. */
export function codeOf({ message, status }: Refusal, { otherCodes }: Readings): string {
  return status !== 400 || documentedCodes.has(message) || otherCodes === 'named' ? message : otherCodes;
}

/** `hint` = what was probably meant. */
export function notFound(hint: string | null = null): Refusal {
  return new Refusal('NOT_FOUND', 404, hint === null ? [] : [hint]);
}
