import { isDaily } from '#lib/access-rules/terms';
import { type AccessValues, identityOf, type ReadAccess } from './access-row.ts';
import { fillInAccess } from './fill-in-access.ts';
import { recognise } from './recognise-access.ts';

export type KnownAccess = AccessValues & {
  id: string;
  /** Another row, gone or not, is this very access with its day: there cannot be two of them. */
  hasDatedTwin?: boolean;
};

export type AccessDiff = {
  appeared: AccessValues[];
  changed: { before: KnownAccess; after: AccessValues }[];
  vanished: KnownAccess[];
  /** Doors of people with an access nobody knew that is left out, because nobody can read when it ends. */
  unreadable: number;
};

/**
 * Compares what the mirror holds of people with what OpenKit just said of them. Each for themselves: two people may
 * hold one door from the same instant. Pure.
 */
export function diffAccesses(known: KnownAccess[], incoming: ReadAccess[]): AccessDiff {
  const knownOf = Map.groupBy(known, ({ personId }) => personId);
  const incomingOf = Map.groupBy(incoming, ({ personId }) => personId);
  const diffs = [...new Set([...knownOf.keys(), ...incomingOf.keys()])].map((personId) =>
    diffPerson(knownOf.get(personId) ?? [], incomingOf.get(personId) ?? []),
  );
  return {
    appeared: diffs.flatMap(({ appeared }) => appeared),
    changed: diffs.flatMap(({ changed }) => changed),
    vanished: diffs.flatMap(({ vanished }) => vanished),
    unreadable: diffs.reduce((sum, { unreadable }) => sum + unreadable, 0),
  };
}

function diffPerson(known: KnownAccess[], incoming: ReadAccess[]): AccessDiff {
  const before = new Map(known.map((row) => withDay(row, incoming)).map((row) => [identityOf(row), row]));
  const after = new Map(recognise(known, incoming).map((row) => [identityOf(row), row]));
  const diff: AccessDiff = { appeared: [], changed: [], vanished: [], unreadable: 0 };
  const unreadableAt = new Set<string>();
  for (const [identity, read] of after) {
    const found = before.get(identity);
    const row = fillInAccess(read, found);
    if (!row) unreadableAt.add(read.doorId);
    else if (!found) diff.appeared.push(row);
    else if (!sameFacts(found, row) || found.buildingId !== row.buildingId)
      diff.changed.push({ before: found, after: row });
  }
  for (const [identity, row] of before) {
    // It may be the one that could not be read.
    if (!after.has(identity) && !unreadableAt.has(row.doorId)) diff.vanished.push(row);
  }
  return { ...diff, unreadable: unreadableAt.size };
}

/**
 * A daily access that was read before anybody knew its door's zone, as it reads now. Its building is left open: it is
 * to be written, though OpenKit says nothing new of it.
 */
function withDay(known: KnownAccess, incoming: ReadAccess[]): KnownAccess {
  if (!isDaily(known.passcodeType) || known.day || known.hasDatedTwin) return known;
  const found = incoming.find(
    (row) =>
      row.day &&
      identityOf({ ...known, startKey: row.startKey }) === identityOf(row) &&
      row.startsAt <= known.startsAt &&
      (!row.endsAt || known.startsAt < row.endsAt),
  );
  if (!found) return known;
  const { startKey, day, startsAt, endsAt = null } = found;
  return { ...known, startKey, day, startsAt, endsAt, buildingId: null };
}

/** Whether OpenKit says something else of the access: where its door stands is our own knowledge, which grows. */
export const isNews = ({ before, after }: AccessDiff['changed'][number]): boolean => !sameFacts(before, after);

const sameFacts = (a: AccessValues, b: AccessValues): boolean =>
  a.startsAt === b.startsAt &&
  a.endsAt === b.endsAt &&
  a.shareable === b.shareable &&
  a.role === b.role &&
  a.doorcodeStatus === b.doorcodeStatus;
