import type { Instant } from '#lib/time/instant';
import type { accessEvent } from '../db/schema/mirror.ts';
import type { AccessValues } from './access-row.ts';
import { type AccessDiff, isNews, type KnownAccess } from './diff-accesses.ts';
import type { Taken } from './taken-with-host.ts';

export type EventRow = typeof accessEvent.$inferInsert;

/**
 * Why the mirror is being written: decides the cause of each event. The answer to a call of ours is about its doors;
 * what it shows of others happened elsewhere, as in a reading.
 */
export type ReadingCause =
  | { kind: 'first_sweep' }
  | { kind: 'reading' }
  | { kind: 'operation'; operationId: string; doorIds: readonly string[] };

/** Whether this is what a call of ours was about. */
export const isOurs = (cause: ReadingCause, { doorId }: Pick<AccessValues, 'doorId'>): boolean =>
  cause.kind === 'operation' && cause.doorIds.includes(doorId);

export type EventContext = {
  at: Instant;
  cause: ReadingCause | { kind: 'expiry' };
  /** The first sweep that showed it, if one did. */
  generation?: number;
  /** Before the first sweep is complete whatever is found was there already. */
  isFirst: boolean;
  /** Operations whose outcome is still open, by `personId|doorId`: what a sweep sees of them is theirs, not drift. */
  openOperations: Map<string, string>;
  /** What took accesses away from guests together with their hosts, by the id of the access. */
  takenWithHosts: Map<string, Taken>;
};

/** The ledger rows of a difference. `accessIds` gives the ids of accesses that appeared, in the diff's order. */
export function eventsOf(diff: AccessDiff, accessIds: string[], context: EventContext): EventRow[] {
  const appeared = diff.appeared.map((row, index) =>
    makeEvent('access.appeared', row, accessIds[index] ?? '', null, facts(row), context),
  );
  const changed = diff.changed
    .filter(isNews)
    .map(({ before, after }) => makeEvent('access.changed', after, before.id, facts(before), facts(after), context));
  const vanished = diff.vanished.map((row) =>
    makeEvent('access.vanished', row, row.id, facts(row), null, { ...context, ...lossOf(row, context) }),
  );
  return [...appeared, ...changed, ...vanished];
}

function lossOf(row: KnownAccess, { at, cause, takenWithHosts }: EventContext): Pick<EventContext, 'at' | 'cause'> {
  const taken = takenWithHosts.get(row.id);
  if (!taken) return { at, cause };
  const { operationId } = taken;
  const ours = operationId && ({ kind: 'operation', operationId, doorIds: [row.doorId] } as const);
  return { at: taken.at, cause: ours || { kind: 'expiry' } };
}

function makeEvent(
  name: EventRow['name'],
  row: AccessValues,
  accessId: string,
  before: unknown,
  after: unknown,
  context: EventContext,
): EventRow {
  return {
    at: context.at,
    name,
    ...causeOf(name, row, context),
    generation: context.generation ?? null,
    accessId,
    personId: row.personId,
    doorId: row.doorId,
    buildingId: row.buildingId,
    before,
    after,
  };
}

function causeOf(
  name: EventRow['name'],
  row: AccessValues,
  context: EventContext,
): Pick<EventRow, 'cause' | 'operationId'> {
  const { cause } = context;
  if (cause.kind === 'expiry') return { cause: 'expiry' };
  if (cause.kind === 'operation' && isOurs(cause, row)) return { cause: 'operation', operationId: cause.operationId };
  if (cause.kind === 'first_sweep' || context.isFirst) return { cause: 'first_sweep' };
  const open = context.openOperations.get(`${row.personId}|${row.doorId}`);
  if (open) return { cause: 'operation', operationId: open };
  if (name === 'access.vanished' && row.endsAt && row.endsAt <= context.at) return { cause: 'expiry' };
  if (name === 'access.appeared' && row.granterKind === 'user') return { cause: 'guest_share' };
  return { cause: 'drift' };
}

const facts = (row: AccessValues) => ({
  passcodeType: row.passcodeType,
  start: row.startsAt,
  end: row.endsAt,
  shareable: row.shareable,
  role: row.role,
  granterKind: row.granterKind,
  doorcodeStatus: row.doorcodeStatus,
});
