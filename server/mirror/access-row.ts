import { type DoorcodeStatus, isDaily } from '#lib/access-rules/terms';
import { dayOf, dayWindow, type LocalDate } from '#lib/time/day';
import { addMs, dayMs, type Instant, parseInstant } from '#lib/time/instant';
import type { access } from '../db/schema/mirror.ts';
import type { AccessSnapshot } from '../openkit/types.ts';

/** What OpenKit says of an access; the names it is listed under come from `person` and `door`. */
export type AccessValues = Omit<
  typeof access.$inferInsert,
  'id' | 'goneAt' | 'awaitsSyncSince' | 'endNotedAt' | 'personName' | 'personSort' | 'doorName' | 'doorSort' | 'endsAt'
> & { endsAt: Instant | null };

/** The same as one reading shows it: an end that cannot be read is undefined, a doorcode that is left out null. */
export type ReadAccess = Omit<AccessValues, 'endsAt' | 'doorcodeStatus'> & {
  /** The start in OpenKit's own words, whatever its zone makes of it. */
  statedStart: Instant;
  endsAt: Instant | null | undefined;
  doorcodeStatus: DoorcodeStatus | null;
};

/** Where a door stands, as the mirror knows it. */
export type DoorPlace = { buildingId: string; timeZone: string | null };

/**
 * An access as the mirror keeps it. A daily access is worth its calendar day in the door's zone, whatever times OpenKit
 * states ("exact time not honoured"); without a zone its stated times are all we have.
 */
export function toAccessValues(personId: string, snapshot: AccessSnapshot, place: DoorPlace | undefined): ReadAccess {
  const day = dailyDay(snapshot, place?.timeZone ?? null);
  const window = windowOf(snapshot, day, place?.timeZone ?? null);
  return {
    personId,
    doorId: snapshot.doorId,
    buildingId: place?.buildingId ?? null,
    passcodeType: snapshot.passcodeType,
    granterKind: snapshot.granterKind,
    granterId: snapshot.granterId,
    startKey: day ?? snapshot.start,
    statedStart: snapshot.start,
    startsAt: window.start,
    endsAt: window.end,
    day,
    shareable: snapshot.shareable,
    role: snapshot.role,
    doorcodeStatus: snapshot.doorcodeStatus,
  };
}

function dailyDay({ passcodeType, start }: AccessSnapshot, zone: string | null): LocalDate | null {
  return isDaily(passcodeType) && zone && isWellWithinTime(start) ? dayOf(start, zone) : null;
}

/** A day at either end of what a database can keep may be in the year 0 or 10,000 of another zone. */
const isWellWithinTime = (instant: Instant): boolean => instant >= '0001-01-02' && instant < '9999-12-30';
const endOfTime: Instant = '9999-12-31T23:59:59.999Z';

function windowOf(
  snapshot: AccessSnapshot,
  day: LocalDate | null,
  zone: string | null,
): Pick<AccessSnapshot, 'start' | 'end'> {
  if (day && zone) return dayWindow(day, zone);
  const { start, end } = snapshot;
  if (end !== null || !isDaily(snapshot.passcodeType)) return { start, end };
  return { start, end: parseInstant(addMs(start, dayMs)) ?? endOfTime };
}

/** What makes two readings of one person the same access: OpenKit gives accesses no id. */
export const identityOf = (
  row: Pick<AccessValues, 'doorId' | 'passcodeType' | 'granterKind' | 'granterId' | 'startKey'>,
) => [row.doorId, row.passcodeType, row.granterKind, row.granterId ?? '', row.startKey].join('|');
