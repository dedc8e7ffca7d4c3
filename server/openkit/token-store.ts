import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Instant, toInstant } from '#lib/time/instant';
import type { Db, Tx } from '#server/db/pool';
import { upstreamToken } from '#server/db/schema/system';
import type { Seal } from '#server/seal';

/** What the sealed column holds. `forced`: fetched because OpenKit had refused the one before. */
const keptToken = z.object({
  accessToken: z.string().nullable(),
  forced: z.boolean(),
  failure: z.enum(['credentials', 'auth_unavailable']).nullable(),
});
export type KeptToken = z.infer<typeof keptToken>;

/** `failure` says why the last attempt to get a token failed; a token that still works is used meanwhile. */
export type TokenStatus = { fetchedAt: Instant | null; renewAt: Instant | null; failure: KeptToken['failure'] };

const rowId = 1;
const nothing: KeptToken = { accessToken: null, forced: false, failure: null };
const toStatusInstant = (epochSeconds: string): Instant => toInstant(Math.floor(Number(epochSeconds) * 1000));

/** The one row of `upstream_token`. Ages are measured by the database's clock alone. */
export function createTokenStore(db: Db, seal: Seal) {
  const open = (sealed: string | undefined): KeptToken => {
    const opened = sealed === undefined ? null : seal.open(sealed);
    return opened === null ? nothing : keptToken.parse(JSON.parse(opened));
  };

  return {
    /** `freshForMs`: until it is due for renewal, or after a failure until asking again makes sense. */
    async read(tx: Tx): Promise<KeptToken & { ageMs: number; freshForMs: number }> {
      const [row] = await tx
        .select({
          sealed: upstreamToken.sealed,
          ageMs: sql`extract(epoch from clock_timestamp() - fetched_at) * 1000`.mapWith(Number),
          freshForMs: sql`extract(epoch from renew_at - clock_timestamp()) * 1000`.mapWith(Number),
        })
        .from(upstreamToken)
        .where(eq(upstreamToken.id, rowId));
      return { ...open(row?.sealed), ageMs: row?.ageMs ?? 0, freshForMs: row?.freshForMs ?? 0 };
    },

    async write(tx: Tx, kept: KeptToken, freshForMs: number): Promise<void> {
      const state = {
        sealed: seal.seal(JSON.stringify(kept)),
        renewAt: sql`clock_timestamp() + ${freshForMs} * interval '1 millisecond'`,
      };
      const fetchedAt = sql`clock_timestamp()`;
      await tx
        .insert(upstreamToken)
        .values({ id: rowId, fetchedAt, ...state })
        .onConflictDoUpdate({
          target: upstreamToken.id,
          set: kept.failure === null ? { fetchedAt, ...state } : state,
        });
    },

    async status(): Promise<TokenStatus> {
      const [row] = await db
        .select({
          sealed: upstreamToken.sealed,
          fetchedAt: sql`extract(epoch from fetched_at)`.mapWith(toStatusInstant),
          renewAt: sql`extract(epoch from renew_at)`.mapWith(toStatusInstant),
        })
        .from(upstreamToken)
        .where(eq(upstreamToken.id, rowId));
      const { accessToken, failure } = open(row?.sealed);
      return {
        fetchedAt: accessToken === null ? null : (row?.fetchedAt ?? null),
        renewAt: row?.renewAt ?? null,
        failure,
      };
    },
  };
}
