import 'server-only';
import { readAnswer, readOutcome } from './answer.ts';
import { createBreaker } from './breaker.ts';
import { createBudget } from './budget.ts';
import { type CallRequest, createCall } from './call.ts';
import { createMeter } from './meter.ts';
import { createReader } from './reader.ts';
import { createSend } from './send.ts';
import { createTokens } from './token.ts';
import { toGrantBody } from './transform.ts';
import type { CallContext, OpenKit, OpenKitOptions, Timeouts, WriteOutcome } from './types.ts';
import { UpstreamError } from './upstream-error.ts';
import { createWarnings, saveWarnings } from './warnings.ts';

const defaultTimeouts: Timeouts = {
  connectMs: 3_000,
  headersMs: 15_000,
  totalMs: 30_000,
  callMs: { revoke: 60_000, interactive: 60_000, bulk: 60_000, sync: 600_000 },
  forcedRenewalGapMs: 30_000,
};

/** The documented first page tokens. */
const firstToken = { doors: '1', users: '0', residents: '0' };

/** Opens nothing and calls nobody until it is used; every process may have its own on the same database. */
export function createOpenKit(options: OpenKitOptions): OpenKit {
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const warnings = createWarnings();
  const reader = createReader(warnings.warn);
  const budget = createBudget(options.db, options.callsPerSecond);
  const breaker = createBreaker();
  const meter = createMeter(options.db, options.log);
  const send = createSend({ budget, meter, timeouts, log: options.log });
  const tokens = createTokens(options, timeouts, send);
  const call = createCall({ apiUrl: options.apiUrl, timeouts, tokens, budget, breaker, send });

  /** What could not be kept is lost; the call it came with is not. */
  const keepWarnings = () =>
    saveWarnings(options.db, warnings.take()).catch((error: unknown) =>
      options.log.warn({ err: error }, 'schema warnings were not kept'),
    );

  const get = async <T>(
    ctx: CallContext,
    path: string,
    query: Record<string, string>,
    read: (json: unknown) => T | null,
  ): Promise<T> => {
    const result = await call(ctx, { method: 'GET', path, query });
    const value = read(readAnswer(result, ctx.requestId));
    await keepWarnings();
    if (value === null) throw new UpstreamError('unreadable', ctx.requestId, 'unexpected_shape');
    return value;
  };

  const getOrNull = <T>(...args: Parameters<typeof get<T>>): Promise<T | null> =>
    get(...args).catch((error: unknown) => {
      if (error instanceof UpstreamError && error.status === 404) return null;
      throw error;
    });

  const page = (first: string, pageToken: string | null) => ({
    pageSize: String(options.pageSize),
    pageToken: pageToken ?? first,
  });

  const write = async (ctx: CallContext, request: CallRequest): Promise<WriteOutcome> => {
    const outcome = readOutcome(await call(ctx, request), (json) => ({ kind: 'applied', ...reader.applied(json) }));
    await keepWarnings();
    return outcome;
  };

  return {
    async listBuildings(ctx) {
      const { items, unreadable } = await get(ctx, '/v1/buildings', {}, reader.buildings);
      return { items, unreadable };
    },

    listDoors: (ctx, pageToken) => get(ctx, '/v1/doors', page(firstToken.doors, pageToken), reader.doors),

    listPeople: (ctx, pageToken) => get(ctx, '/v1/users', page(firstToken.users, pageToken), reader.people),

    listResidents: (ctx, buildingId, pageToken) =>
      get(ctx, `/v1/buildings/${buildingId}/residents`, page(firstToken.residents, pageToken), reader.residents),

    async getPerson(ctx, personId) {
      const person = await getOrNull(ctx, userPath(personId), {}, reader.person);
      if (person && person.id !== personId) throw new UpstreamError('unreadable', ctx.requestId, 'another_person');
      return person;
    },

    grant: (ctx, { recipient, terms, doorIds }) =>
      write(ctx, { method: 'POST', path: '/v2/users', body: toGrantBody(recipient, terms, doorIds) }),

    change: (ctx, personId, doorId, { shareable, end }) =>
      write(ctx, { method: 'PATCH', path: accessPath(personId, doorId), body: { shareable, endTime: end } }),

    revoke: (ctx, personId, doorId) => write(ctx, { method: 'DELETE', path: accessPath(personId, doorId) }),

    async revealDoorcodes(ctx, personId) {
      const found = await getOrNull(ctx, userPath(personId), {}, reader.doorcodes);
      if (found && found.personId !== personId) throw new UpstreamError('unreadable', ctx.requestId, 'another_person');
      return found?.doorcodes ?? [];
    },

    async status() {
      const [token, budgetStatus] = await Promise.all([tokens.status(), budget.status()]);
      return { token, budget: budgetStatus, breaker: breaker.state() };
    },
  };
}

const userPath = (personId: string) => `/v1/users/${personId}`;
const accessPath = (personId: string, doorId: string) => `${userPath(personId)}/doors/${doorId}`;
