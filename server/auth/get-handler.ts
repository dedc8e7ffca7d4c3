import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { httpStatus } from '#lib/errors';
import type { Permission } from '#lib/permissions';
import { toFailure } from './failure.ts';
import { fromHere } from './from-here.ts';
import { isSearch } from './is-search.ts';
import { outOfReachRecorded, type Tried } from './out-of-reach.ts';
import { requirePermission } from './policy.ts';
import { requestSession, type Session } from './session.ts';
import { strangerRecorded } from './strangers.ts';
import { assertStrict, type InputSchema, parametersOf, parseStrictly } from './strict-input.ts';
import { takeHourly } from './take-hourly.ts';

type HandlerSpec<S extends InputSchema, T> = {
  permission: Permission;
  /** Shape of query and route parameters together, all strings; a parameter given twice arrives as an array. */
  query: S;
  run: (session: Session, query: z.output<S>) => Promise<T>;
  /** For addresses that pages poll by themselves: asking does not keep the session alive. */
  isPolled?: boolean;
};

type RouteContext = { params: Promise<Record<string, string | string[]>> };

/**
 * A GET route handler: session → permission → strict parse → `run`, answered as JSON that nothing may cache. A Response
 * that `run` made itself (a file) is passed on under the same rule. What has words to look for in it (`q`) counts as a
 * search, once: not again for how many there are, nor for its further pages. Failures are `{error: Failure}` under the
 * status of `httpStatus`. `run` must change nothing a person would notice.
 */
export function getHandler<S extends InputSchema, T>(spec: HandlerSpec<S, T>) {
  const { permission, query, run, isPolled = false } = spec;
  assertStrict(query, `GET handler for ${permission}`);
  const answer = async (request: Request, context: RouteContext): Promise<Response> => {
    let requestId: string = randomUUID();
    const { pathname, searchParams } = new URL(request.url);
    try {
      const session = await requestSession({ touch: !isPolled }).catch(strangerRecorded(pathname, requestId));
      requestId = session.requestId;
      const asked = { ...parametersOf(searchParams), ...(await context.params) };
      await requirePermission(session, permission, { operation: pathname, input: asked });
      const parsed = parseStrictly(query, asked);
      if (isSearch(pathname, searchParams)) await takeHourly(session, 'search');
      const tried: Tried = { operation: pathname, permission, input: parsed, isReading: true };
      const found = await run(session, parsed).catch(outOfReachRecorded(session, tried));
      return found instanceof Response ? asPrivate(found) : privateJson(found, 200);
    } catch (error) {
      const failure = toFailure(error, requestId);
      return privateJson({ error: failure }, httpStatus[failure.code]);
    }
  };
  return async (request: Request, context: RouteContext): Promise<Response> => fromHere(() => answer(request, context));
}

const privateJson = (body: unknown, status: number): Response => asPrivate(Response.json(body, { status }));

function asPrivate(response: Response): Response {
  response.headers.set('cache-control', 'private, no-store');
  response.headers.set('vary', 'cookie');
  return response;
}
