import type { Instant } from '#lib/time/instant';
import { now } from '../clock.ts';
import type { Db } from '../db/pool.ts';
import type {
  BuildingSnapshot,
  CallContext,
  DoorSnapshot,
  Listing,
  OpenKit,
  PersonSnapshot,
} from '../openkit/types.ts';
import { UpstreamError } from '../openkit/upstream-error.ts';
import { timedCall } from './database-time.ts';
import type { SweepPhase } from './sweep-state.ts';

/** Where a sweep is: what it reads, and from which page on (null = the first). */
export type SweepPlace = { phase: SweepPhase; pageToken: string | null };

/** One answer of OpenKit, and when it was asked for: `readAt` in database time, `askedAt`, no later, in domain time. */
export type SweepPage = { readAt: Instant; askedAt: Instant; nextPageToken: string | null } & (
  | ({ phase: 'buildings' } & Listing<BuildingSnapshot>)
  | ({ phase: 'doors' } & Listing<DoorSnapshot>)
  | ({ phase: 'people' } & Listing<PersonSnapshot>)
);

const maxTries = 3;

/** OpenKit does not take a page token that it gave: this sweep cannot go on, the next one begins at the first page. */
export class StaleToken extends Error {
  constructor(cause: UpstreamError) {
    super('OpenKit refused a page token', { cause });
    this.name = 'StaleToken';
  }
}

/**
 * Reads the page of this place; one that cannot be understood is asked for three times. Throws UpstreamError,
 * StaleToken.
 */
export async function readSweepPage(
  tools: { db: Db; openkit: OpenKit; ctx: CallContext },
  place: SweepPlace,
): Promise<SweepPage> {
  const [{ ctx, readAt }, askedAt] = await Promise.all([timedCall(tools.db, tools.ctx), now()]);
  for (let tries = 1; ; tries += 1) {
    try {
      const answer = await ask({ ...tools, ctx }, place);
      return { readAt: readAt(), askedAt, ...answer };
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (place.pageToken !== null && (error.status === 400 || error.status === 404)) throw new StaleToken(error);
      if (error.kind !== 'unreadable' || tries === maxTries) throw error;
    }
  }
}

async function ask({ openkit, ctx }: { openkit: OpenKit; ctx: CallContext }, { phase, pageToken }: SweepPlace) {
  if (phase === 'buildings') {
    return { phase, nextPageToken: null, ...(await openkit.listBuildings(ctx)) } as const;
  }
  if (phase === 'doors') return { phase, ...(await openkit.listDoors(ctx, pageToken)) } as const;
  return { phase: 'people', ...(await openkit.listPeople(ctx, pageToken)) } as const;
}

const nextPhases = { buildings: 'doors', doors: 'people', people: 'done', done: 'done' } as const;

/** Where to go on after a page. */
export const placeAfter = ({ phase, nextPageToken }: SweepPage): SweepPlace => ({
  phase: nextPageToken === null ? nextPhases[phase] : phase,
  pageToken: nextPageToken,
});
