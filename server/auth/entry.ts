import { randomUUID } from 'node:crypto';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import type { z } from 'zod';
import { httpStatus, Refusal, type Result } from '#lib/errors';
import type { Permission } from '#lib/permissions';
import { cursor } from '#lib/search-params';
import { log } from '#server/log';
import { toFailure } from './failure.ts';
import { fromHere } from './from-here.ts';
import { recordOutOfReach, type Tried } from './out-of-reach.ts';
import { requirePermission, requireProof } from './policy.ts';
import { returnPath } from './redirects.ts';
import { requestIdOf } from './request-id.ts';
import { currentSession, requestSession, type Session, type SessionStage } from './session.ts';
import { recordStranger } from './strangers.ts';
import { assertStrict, type InputSchema, parametersOf, parseStrictly } from './strict-input.ts';
import { takeHourly } from './take-hourly.ts';

type ActionSpec<S extends InputSchema, T> = {
  /** The exported name: tests compare the list of these with the build's own list of actions. */
  name: string;
  permission: Permission;
  input: S;
  /** Asks for a proof of who this is that is at most ten minutes old. */
  isSensitive?: boolean;
  /** Set for what a locked session, or one that lacks its authenticator, is there for. */
  stage?: SessionStage;
  run: (session: Session, input: z.output<S>) => Promise<T>;
};

type PublicActionSpec<S extends InputSchema, T> = {
  name: string;
  input: S;
  run: (input: z.output<S>, requestId: string) => Promise<T>;
};

/** Every server action by name, with the permission it asks for. */
export const declaredActions = new Map<string, Permission | 'public'>();

/**
 * A server action: session → permission → strict parse → `run`. Never throws what it did not expect: the answer is a
 * Result with the request id. Actions are public endpoints, callable by anyone with any input, whatever the page shows.
 */
export function action<S extends InputSchema, T>(spec: ActionSpec<S, T>) {
  const { name, permission, input, isSensitive = false, stage = 'open', run } = spec;
  declare(name, permission, input);
  const answer = async (typed: z.input<S>): Promise<Result<T>> => {
    let requestId: string = randomUUID();
    try {
      await requireOrigin();
      const session = await (stage === 'open' ? currentSession() : requestSession({ touch: true }, stage)).catch(
        recorded(name, requestId),
      );
      requestId = session.requestId;
      await requirePermission(session, permission, { operation: name, input: typed });
      if (isSensitive) requireProof(session);
      const parsed = parseStrictly(input, typed);
      const tried = { operation: name, permission, input: parsed };
      return { ok: true, value: await run(session, parsed).catch(recordedMiss(session, tried)) };
    } catch (error) {
      return { ok: false, error: toFailure(error, requestId) };
    }
  };
  return async (typed: z.input<S>): Promise<Result<T>> => fromHere(() => answer(typed));
}

/** Next compares the Origin of an action with its host, and lets one without pass: every browser sends it, so others ask. */
async function requireOrigin(): Promise<void> {
  if (!(await headers()).has('origin')) throw new Refusal('refused', { params: { reason: 'origin_missing' } });
}

/** Writes down that somebody without a session, or without a link that works, asked; lets the refusal go on. */
const recorded = (operation: string, requestId: string) => async (error: unknown) => {
  const reason = error instanceof Refusal ? error.params.reason : undefined;
  if (reason === 'session_ended' || reason === 'link_used') await recordStranger(operation, requestId);
  throw error;
};

const recordedMiss = (session: Session, tried: Tried) => async (error: unknown) => {
  if (error instanceof Refusal && error.code === 'forbidden_or_missing') await recordOutOfReach(session, tried);
  throw error;
};

/** A server action for people who are not signed in: strict parse → `run`. What it may do is for `run` to prove. */
export function publicAction<S extends InputSchema, T>({ name, input, run }: PublicActionSpec<S, T>) {
  declare(name, 'public', input);
  const answer = async (typed: z.input<S>): Promise<Result<T>> => {
    const requestId = randomUUID();
    try {
      await requireOrigin();
      const value = await run(parseStrictly(input, typed), requestId).catch(recorded(name, requestId));
      return { ok: true, value };
    } catch (error) {
      return { ok: false, error: toFailure(error, requestId) };
    }
  };
  return async (typed: z.input<S>): Promise<Result<T>> => fromHere(() => answer(typed));
}

function declare(name: string, permission: Permission | 'public', input: InputSchema): void {
  assertStrict(input, name);
  declaredActions.set(name, permission);
}

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
 * that `run` made itself (a file) is passed on under the same rule.
 * What has words to look for in it (`q`) counts as a search, once: not again for how many there are, nor for its further
 * pages.
 * Failures are `{error: Failure}` under the status of `httpStatus`. `run` must change nothing a person would notice.
 */
export function getHandler<S extends InputSchema, T>(spec: HandlerSpec<S, T>) {
  const { permission, query, run, isPolled = false } = spec;
  assertStrict(query, `GET handler for ${permission}`);
  const answer = async (request: Request, context: RouteContext): Promise<Response> => {
    let requestId: string = randomUUID();
    const { pathname, searchParams } = new URL(request.url);
    try {
      const session = await requestSession({ touch: !isPolled }).catch(recorded(pathname, requestId));
      requestId = session.requestId;
      const asked = { ...parametersOf(searchParams), ...(await context.params) };
      await requirePermission(session, permission, { operation: pathname, input: asked });
      const parsed = parseStrictly(query, asked);
      if (isSearch(pathname, searchParams)) await takeHourly(session, 'search');
      const tried: Tried = { operation: pathname, permission, input: parsed, isReading: true };
      const found = await run(session, parsed).catch(recordedMiss(session, tried));
      return found instanceof Response ? asPrivate(found) : privateJson(found, 200);
    } catch (error) {
      const failure = toFailure(error, requestId);
      return privateJson({ error: failure }, httpStatus[failure.code]);
    }
  };
  return async (request: Request, context: RouteContext): Promise<Response> => fromHere(() => answer(request, context));
}

/** What cannot be a cursor is none: pages leave it out and search from the start. */
function isSearch(pathname: string, asked: URLSearchParams): boolean {
  const place = asked.get('cursor') ?? '';
  return Boolean(asked.get('q')) && !(place && cursor.accepts(place)) && !pathname.endsWith('/count');
}

const privateJson = (body: unknown, status: number): Response => asPrivate(Response.json(body, { status }));

function asPrivate(response: Response): Response {
  response.headers.set('cache-control', 'private, no-store');
  response.headers.set('vary', 'cookie');
  return response;
}

/**
 * The session of a page. Whoever is not signed in, locked their screen or lacks their authenticator is sent where that can
 * be mended and later back here; whoever may not see it gets the page of things that do not exist. A page that searches
 * counts as a search; whoever used theirs up is sent to a page that says so.
 * Call it in each page: layouts do not run on every visit.
 */
export async function pageSession(permission: Permission): Promise<Session> {
  return openPage(async () => {
    const session = await currentSession();
    const { pathname, searchParams } = await askedPage();
    await fromHere(() => requirePermission(session, permission, { operation: pathname, input: pathname.split('/') }));
    if (isSearch(pathname, searchParams)) await fromHere(() => takeHourly(session, 'search'));
    return session;
  });
}

/** The session of what stands around every page. It lets through anybody who is signed in, and counts nothing. */
export const frameSession = (): Promise<Session> => openPage(currentSession);

async function openPage(open: () => Promise<Session>): Promise<Session> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'limited') redirect(await wayBackVia('/search-limit'));
    if (error.code === 'step_up') redirect(await wayBackVia(mendedAt(error.params.reason)));
    notFound();
  }
}

/**
 * The address of the page this request is for, and the id under which the logs know it. As our proxy states it, and not
 * as `returnPath` would follow it: one that nobody could be sent back to is searched all the same.
 */
export async function askedPage(): Promise<{ requestId: string; pathname: string; searchParams: URLSearchParams }> {
  const asked = await headers();
  const { pathname, searchParams } = new URL(`http://gatehouse.invalid${asked.get('x-return-path') ?? '/'}`);
  return { requestId: requestIdOf(asked), pathname, searchParams };
}

/** Writes down that somebody asked for a page about what is out of their scope or not there. */
export async function recordMissedPage(): Promise<void> {
  const { pathname } = await askedPage();
  const tried: Tried = { operation: pathname, input: pathname.split('/'), isReading: true };
  const session = await currentSession();
  // The audit log tells the same reading once an hour, the page its id each time.
  log.info({ requestId: session.requestId }, 'nothing there');
  await fromHere(() => recordOutOfReach(session, tried));
}

const mendedAt = (reason: string | undefined): string =>
  reason === 'session_locked' ? '/locked' : reason === 'authenticator_required' ? '/authenticator' : '/sign-in';

async function wayBackVia(page: string): Promise<string> {
  const here = returnPath((await headers()).get('x-return-path'));
  return here === '/' ? page : `${page}?callbackUrl=${encodeURIComponent(here)}`;
}
