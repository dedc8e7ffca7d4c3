import { z } from 'zod';
import type { CallResult } from './call-result.ts';
import type { WriteOutcome } from './types.ts';
import { UpstreamError, type UpstreamErrorKind } from './upstream-error.ts';

/** The parsed body, or undefined when it is empty or no JSON. */
export function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The JSON of a successful read. Throws UpstreamError for everything else. */
export function readAnswer(result: CallResult, requestId: string): unknown {
  if (result.kind === 'failure') {
    throw new UpstreamError(failureKinds[result.reason] ?? 'unavailable', requestId, result.reason);
  }
  const { status } = result;
  if (!isSuccess(status)) throw new UpstreamError(statusKind(status), requestId, `status_${status}`, status);
  const json = readJson(result.body);
  if (json === undefined) throw new UpstreamError('unreadable', requestId, 'not_json', status);
  return json;
}

const failureKinds: Partial<Record<string, UpstreamErrorKind>> = {
  credentials: 'credentials',
  limited: 'limited',
  too_large: 'unreadable',
};

function statusKind(status: number): UpstreamErrorKind {
  if (status >= 500) return 'unavailable';
  return status >= 400 ? 'denied' : 'unreadable';
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

type Applied = Extract<WriteOutcome, { kind: 'applied' }>;

/**
 * What a write came to. Every 2xx is success, with or without a body, but a body that makes no sense may come from
 * something between us and OpenKit; so may a 404 with a page, a redirect, a 408 and every 5xx: those prove nothing
 * either way. A 401, which a new token did not mend, did not happen.
 */
export function readOutcome(result: CallResult, toApplied: (json: object) => Applied): WriteOutcome {
  if (result.kind === 'failure') return { kind: result.sent ? 'unknown' : 'not_sent', reason: result.reason };
  const { status, body } = result;
  const json = readJson(body);
  const isEmpty = body.trim() === '';
  if (isSuccess(status)) {
    if (isEmpty) return { kind: 'applied', personId: null, person: null };
    return isObject(json) ? toApplied(json) : { kind: 'unknown', reason: 'unreadable' };
  }
  if (status === 401) return { kind: 'not_sent', reason: 'token_refused' };
  if (status === 404 && !isEmpty && json === undefined) return { kind: 'unknown', reason: 'unreadable' };
  if (status >= 400 && status < 500 && status !== 408) {
    return { kind: 'rejected', status, message: readMessage(json), missing: status === 404 };
  }
  return { kind: 'unknown', reason: `status_${status}` };
}

const isObject = (json: unknown): json is object => typeof json === 'object' && json !== null && !Array.isArray(json);

const refusal = z.object({ message: z.string() });
const maxMessageLength = 200;

/** OpenKit's message is an open set: one of its codes or short plain text; anything longer is not meant for people. */
function readMessage(json: unknown): string | null {
  const parsed = refusal.safeParse(json);
  if (!parsed.success) return null;
  // \p{C}: control characters, and invisible ones that could reorder the text around them.
  const plain = parsed.data.message.replace(/\p{C}/gu, ' ').trim();
  return plain.length > 0 && plain.length <= maxMessageLength ? plain : null;
}
