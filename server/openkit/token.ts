import { sql } from 'drizzle-orm';
import { advisoryLocks } from '#server/db/advisory-locks';
import type { Tx } from '#server/db/pool';
import { createSeal } from '#server/seal';
import type { TokenFailure } from './call-result.ts';
import type { Send } from './send.ts';
import { fetchToken } from './token-endpoint.ts';
import { createTokenStore } from './token-store.ts';
import type { OpenKitOptions, Timeouts } from './types.ts';

export type TokenResult = { kind: 'token'; accessToken: string } | TokenFailure;

const renewAfterShare = 0.8;
const patienceMs = 30_000;

/**
 * The one partner token of all processes on a database. It is fetched under a lock that is held during the call to the
 * auth server, so the pool needs two connections.
 */
export function createTokens(options: OpenKitOptions, timeouts: Timeouts, send: Send) {
  const { db, dataKey, authUrl, clientId, clientSecret } = options;
  // With other credentials, what was kept cannot be opened: neither their token nor their failure concerns us.
  const store = createTokenStore(db, createSeal(dataKey, `token of ${clientId} ${clientSecret} at ${authUrl}`));
  let cached: { accessToken: string; freshUntilMs: number } | null = null;
  let obtaining: Promise<TokenResult> | null = null;

  const use = (accessToken: string, freshForMs: number): TokenResult => {
    cached = { accessToken, freshUntilMs: performance.now() + freshForMs };
    return { kind: 'token', accessToken };
  };

  const obtain = (requestId: string, refused: string | null): Promise<TokenResult> =>
    db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${advisoryLocks.token})`);
      const kept = await store.read(tx);
      const usable = kept.accessToken === refused ? null : kept.accessToken;
      if (kept.freshForMs > 0) {
        if (usable !== null) return use(usable, kept.freshForMs);
        if (kept.failure !== null) return { kind: 'failure', reason: kept.failure };
      }
      const isJustForced = kept.forced && kept.ageMs < timeouts.forcedRenewalGapMs;
      if (refused !== null && refused === kept.accessToken && isJustForced) return use(refused, kept.freshForMs);
      return fetchAndKeep(tx, requestId, usable, refused !== null);
    });

  const fetchAndKeep = async (tx: Tx, requestId: string, usable: string | null, forced: boolean) => {
    const fetched = await fetchToken(send, options, requestId, patienceMs);
    if (fetched.kind === 'token') {
      const freshForMs = fetched.lifetimeMs * renewAfterShare;
      await store.write(tx, { accessToken: fetched.accessToken, forced, failure: null }, freshForMs);
      return use(fetched.accessToken, freshForMs);
    }
    const { reason, askAgainInMs } = fetched;
    await store.write(tx, { accessToken: usable, forced: false, failure: reason }, askAgainInMs);
    return usable === null ? fetched : use(usable, askAgainInMs);
  };

  const obtainOnce = (requestId: string, refused: string | null): Promise<TokenResult> => {
    obtaining ??= obtain(requestId, refused).finally(() => {
      obtaining = null;
    });
    return obtaining;
  };

  return {
    /** The token to use now; fetched once for all who wait, here and in other processes. */
    async current(requestId: string): Promise<TokenResult> {
      if (cached && performance.now() < cached.freshUntilMs) return { kind: 'token', accessToken: cached.accessToken };
      return obtainOnce(requestId, null);
    },

    /**
     * Another token after OpenKit refused this one: one somebody renewed meanwhile, else a new one. The same again when
     * it was only just renewed for this reason: then OpenKit means the request, not the token.
     */
    async renew(requestId: string, refused: string): Promise<TokenResult> {
      if (cached?.accessToken === refused) cached = null;
      return cached ? { kind: 'token', accessToken: cached.accessToken } : obtainOnce(requestId, refused);
    },

    status: store.status,
  };
}

export type Tokens = ReturnType<typeof createTokens>;
