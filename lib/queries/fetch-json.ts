import type * as z from 'zod/mini';
import type { Failure } from '../errors.ts';

/** What says whether an answer has the right shape. */
export type Schema<T> = z.ZodMiniType<T>;

/** A GET that did not give what it should; `failure` is ready for `messageFor`. */
export class RequestError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`${failure.code} (${failure.requestId})`);
    this.name = 'RequestError';
    this.failure = failure;
  }
}

/**
 * GETs one of our handlers and checks what came. What checks it is fetched meanwhile: it is much code, which no page
 * needs before its first question. Throws `RequestError` for everything that failed, an abort apart.
 */
export async function fetchJson<T>(path: string, schema: () => Promise<Schema<T>>, signal: AbortSignal): Promise<T> {
  const failures = async () => (await import('../schemas/failure.ts')).failureSchema;
  const [answer, checked, told] = await Promise.all([ask(path, signal), fetched(schema), fetched(failures)]);
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) {
    const known = told?.safeParse(body);
    throw new RequestError(known?.success ? known.data.error : unavailable(answer));
  }
  const parsed = checked?.safeParse(body);
  if (!parsed?.success) throw new RequestError(unavailable(answer));
  return parsed.data;
}

/** Code that does not come: a page older than the server, or a network that has just gone. */
const fetched = <T>(load: () => Promise<T>): Promise<T | null> => load().catch(() => null);

async function ask(path: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(path, { signal, headers: { accept: 'application/json' } });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new RequestError(unreachable);
  }
}

/** What is told where there is no network to ask over. */
export const unreachable: Failure = { code: 'unavailable', params: { reason: 'offline' }, requestId: '' };

const unavailable = (answer: Response): Failure => ({
  code: answer.status === 401 ? 'step_up' : 'unavailable',
  params: {},
  requestId: answer.headers.get('x-request-id') ?? '',
});

/** What to tell about anything a query threw. */
export const failureOf = (error: Error): Failure =>
  error instanceof RequestError ? error.failure : { code: 'unavailable', params: {}, requestId: '' };
