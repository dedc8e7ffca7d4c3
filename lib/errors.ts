/** The closed list of ways a request can fail. Texts for each live in `lib/messages`. */
export const errorCodes = [
  'invalid',
  'forbidden_or_missing',
  'stale',
  'refused',
  'unconfirmed',
  'unavailable',
  'limited',
  'step_up',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/**
 * `reason` picks the sentence in `lib/messages`; the other params fill its gaps. Never holds secrets or upstream
 * bodies.
 */
export type FailureParams = { reason?: string; [name: string]: string | number | undefined };

export type Failure = { code: ErrorCode; field?: string; params: FailureParams; requestId: string };

export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure };

/** Thrown by services for every expected failure; entry points turn it into a `Failure` with their request id. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly params: FailureParams;

  constructor(code: ErrorCode, options: { field?: string; params?: FailureParams } = {}) {
    super(`${code}${options.params?.reason ? `: ${options.params.reason}` : ''}`);
    this.name = 'Refusal';
    this.code = code;
    this.field = options.field;
    this.params = options.params ?? {};
  }

  toFailure(requestId: string): Failure {
    return { code: this.code, field: this.field, params: this.params, requestId };
  }
}

/** The HTTP status a GET handler answers for each code. Not-found and forbidden look alike on purpose. */
export const httpStatus: Record<ErrorCode, number> = {
  invalid: 400,
  forbidden_or_missing: 404,
  stale: 409,
  refused: 422,
  unconfirmed: 409,
  unavailable: 503,
  limited: 429,
  step_up: 401,
};
