import * as z from 'zod/mini';
import { errorCodes, type Failure } from '../errors.ts';

/** A GET that did not give what it should; `failure` is ready for `messageFor`. */
export class RequestError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`${failure.code} (${failure.requestId})`);
    this.name = 'RequestError';
    this.failure = failure;
  }
}

const failureBody = z.object({
  error: z.object({
    code: z.enum(errorCodes),
    field: z.optional(z.string()),
    params: z.catchall(z.object({ reason: z.optional(z.string()) }), z.union([z.string(), z.number()])),
    requestId: z.string(),
  }),
});

/** GETs one of our handlers and checks what came. Throws `RequestError` for everything else, an abort apart. */
export async function fetchJson<T>(path: string, schema: z.core.$ZodType<T>, signal: AbortSignal): Promise<T> {
  const answer = await ask(path, signal);
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) {
    const known = failureBody.safeParse(body);
    throw new RequestError(known.success ? known.data.error : unavailable(answer));
  }
  const parsed = z.safeParse(schema, body);
  if (!parsed.success) throw new RequestError(unavailable(answer));
  return parsed.data;
}

async function ask(path: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(path, { signal, headers: { accept: 'application/json' } });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new RequestError({ code: 'unavailable', params: { reason: 'offline' }, requestId: '' });
  }
}

const unavailable = (answer: Response): Failure => ({
  code: answer.status === 401 ? 'step_up' : 'unavailable',
  params: {},
  requestId: answer.headers.get('x-request-id') ?? '',
});

/** What to tell about anything a query threw. */
export const failureOf = (error: Error): Failure =>
  error instanceof RequestError ? error.failure : { code: 'unavailable', params: {}, requestId: '' };
