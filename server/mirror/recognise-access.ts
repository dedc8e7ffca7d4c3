import { isDaily } from '#lib/access-rules/terms';
import { unknownStart } from '../openkit/types.ts';
import { type AccessValues, identityOf, type ReadAccess } from './access-row.ts';

/**
 * Where OpenKit leaves out a part of what tells accesses apart, or says it in a word we do not know, an access we hold
 * already is recognised by the parts that are left, and keeps what we know of it: a field that goes missing one day
 * must not turn every access into another one. Nor must the zone of a building: a daily access keeps the day it was
 * known to be for. Pure; what nothing known agrees with stays as it is.
 */
export function recognise(known: AccessValues[], read: ReadAccess[]): ReadAccess[] {
  const incoming = read.map((row) => (isDaily(row.passcodeType) ? onKnownDay(known, row) : row));
  if (!incoming.some(isVague)) return incoming;
  const stated = new Set(incoming.map(identityOf));
  const held = new Set(known.map(identityOf));
  const open = known.filter((row) => !stated.has(identityOf(row)));
  return incoming.map((row) => {
    const at = isVague(row) && !held.has(identityOf(row)) ? open.findIndex((candidate) => agrees(candidate, row)) : -1;
    const [found] = at < 0 ? [] : open.splice(at, 1);
    return found ? withIdentityOf(found, row) : row;
  });
}

/** Whatever the zone says by now, OpenKit took the code for the day in which its stated start lay when it was given. */
function onKnownDay(known: AccessValues[], row: ReadAccess): ReadAccess {
  const same = known.filter(
    (candidate) =>
      identityOf({ ...candidate, startKey: row.startKey }) === identityOf(row) && isWithinDay(candidate, row),
  );
  const found = same.find(({ startKey }) => startKey === row.startKey) ?? same[0];
  return found ? withIdentityOf(found, row) : row;
}

const isVague = (row: ReadAccess): boolean =>
  row.passcodeType === 'UNKNOWN' || row.granterKind === 'unknown' || row.granterId === null || isStartUnknown(row);

const isStartUnknown = ({ statedStart }: ReadAccess): boolean => statedStart === unknownStart;

const agrees = (known: AccessValues, row: ReadAccess): boolean =>
  known.doorId === row.doorId &&
  (row.passcodeType === 'UNKNOWN' || row.passcodeType === known.passcodeType) &&
  (row.granterKind === 'unknown' || row.granterKind === known.granterKind) &&
  (row.granterId === null || row.granterId === known.granterId) &&
  (isStartUnknown(row) || row.startKey === known.startKey || isWithinDay(known, row));

/** Without its kind, a daily access looks like one that begins at an instant. */
const isWithinDay = ({ day, startsAt, endsAt }: AccessValues, row: ReadAccess): boolean =>
  typeof day === 'string' && startsAt <= row.statedStart && (!endsAt || row.statedStart < endsAt);

const withIdentityOf = (known: AccessValues, row: ReadAccess): ReadAccess => ({
  ...row,
  passcodeType: known.passcodeType,
  granterKind: known.granterKind,
  granterId: known.granterId,
  startKey: known.startKey,
  startsAt: known.startsAt,
  day: known.day,
  endsAt: known.day ? known.endsAt : row.endsAt,
});
