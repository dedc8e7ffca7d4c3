import type { DoorState } from '#lib/schemas/operation';
import type { Instant } from '#lib/time/instant';
import type { AccessVersion } from '../db/schema/operations.ts';
import type { PersonSnapshot } from '../openkit/types.ts';
import type { UpstreamError } from '../openkit/upstream-error.ts';

/** `found`: how the access stands where that is not what the change was meant for. */
export type DoorVerdict = { doorId: string; state: DoorState; reason: string | null; found?: AccessVersion };

/**
 * What one turn on an item came to. `next`: nothing more (`settled`), read OpenKit back (`read_back`) or send once more
 * (`send`), not before `waitSeconds`. Doors not named in `doors` keep their state.
 */
export type ItemResult = {
  doors: DoorVerdict[];
  next: 'settled' | 'read_back' | 'send';
  waitSeconds: number;
  /** The write reached OpenKit, or may have. */
  wasSent: boolean;
  /** A read-back that did not find what was asked for. */
  wasEmpty: boolean;
  personId: string | null;
  /** What OpenKit said of the person in this turn, and when the request began. */
  reading: { person: PersonSnapshot; readAt: Instant } | null;
};

export const noReading = { personId: null, reading: null } as const;

export const verdicts = (doorIds: string[], state: DoorState, reason: string | null = null): DoorVerdict[] =>
  doorIds.map((doorId) => ({ doorId, state, reason }));

/** What a call waits for, by what kept it from OpenKit: our own limits are no outage of theirs. */
const waits: Partial<Record<string, string>> = {
  limited: 'waits_for_turn',
  not_due: 'waits_for_turn',
  credentials: 'credentials',
  token_refused: 'token_refused',
};
export const whyItWaits = (cause: string): string => waits[cause] ?? 'upstream_down';

/** What kept a reading from being made: a 401 always means the token. */
export const causeOf = ({ kind, reason, status }: UpstreamError): string =>
  status === 401 || reason === 'token_refused' ? 'token_refused' : kind;

/**
 * Statuses that say nothing of the person asked about: a token that is over, a gateway that knows nothing, a time-out.
 */
const passing: (number | null)[] = [401, 404, 408];
const lasting: Partial<Record<string, string>> = {
  another_person: 'another_person',
  unexpected_shape: 'access_unreadable',
  page_loop: 'sweep_loop',
};

/** Why a reading will not do better by being made again and again: OpenKit did answer. Null where it may. */
export const whyUntold = ({ kind, reason, status }: UpstreamError): string | null =>
  kind === 'denied' && !passing.includes(status) ? 'upstream_denied' : (lasting[reason] ?? null);

/** OpenKit was not asked at all, because it could not be: the item waits for its next turn. */
export const notSent = (doorIds: string[], cause: string, waitSeconds: number): ItemResult => ({
  doors: verdicts(doorIds, 'queued', whyItWaits(cause)),
  next: 'send',
  waitSeconds,
  wasSent: false,
  wasEmpty: false,
  ...noReading,
});
