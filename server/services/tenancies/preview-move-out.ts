import type { MoveOutPreview, PreviewDoor } from '#lib/schemas/tenancy';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import {
  type Guest,
  guestsOf,
  type Leaving,
  readLeaving,
  type Staying,
  stayingAccesses,
  unitNames,
  whatKeeps,
} from './move-out-facts.ts';
import { findTenancies } from './tenancy-rows.ts';

/** What moving these people out would do, door by door; changes nothing. Throws Refusal `forbidden_or_missing`. */
export async function previewMoveOut(session: Session, tenancyIds: readonly string[]): Promise<MoveOutPreview> {
  await requirePermission(session, 'tenancy.manage');
  const at = await now();
  return db().transaction(async (tx) => {
    const leaving = await readLeaving(tx, session, await findTenancies(tx, session, tenancyIds), at);
    const personIds = leaving.flatMap(({ tenancy }) => tenancy.personId ?? []);
    const guests = await guestsOf(tx, session, personIds, at);
    const staying = await stayingAccesses(tx, session, personIds, at);
    const units = await unitNames(
      tx,
      leaving.flatMap(({ standing }) => standing),
    );
    return { people: leaving.map((one) => toPerson(one, guests, staying, units)) };
  });
}

function toPerson(
  { tenancy, held, standing, ending, becauseOf, guestsAlone }: Leaving,
  guests: readonly Guest[],
  staying: readonly Staying[],
  units: ReadonlyMap<string, string>,
): MoveOutPreview['people'][number] {
  const { personId } = tenancy;
  const rest = staying.filter((access) => access.personId === personId);
  return {
    tenancyId: tenancy.id,
    personId,
    name: tenancy.name,
    doors: held.map(
      (door): PreviewDoor => ({
        doorId: door.doorId,
        doorName: door.doorName,
        buildingName: door.buildingName,
        because: becauseOf.get(door.doorId) ?? 'none',
        reasons: whatKeeps(door, { standing, ending }, units),
        isInBuilding: door.buildingId === tenancy.buildingId,
        isConnected: door.isConnected,
        hasCode: door.hasCode,
        guests: guests
          .filter((guest) => guest.hostId === personId && guest.doorId === door.doorId)
          .map(({ name }) => name),
      }),
    ),
    guestsAlone: guestsAlone.flatMap(({ doorName, name }) => (name === null ? [] : [{ doorName, name }])),
    daily: rest
      .filter(({ isDaily }) => isDaily)
      .map(({ doorName, end, timeZone, guestName }) => ({ doorName, end, timeZone, guestName })),
    sharedByOthers: rest.filter(({ isDaily }) => !isDaily).map(({ doorName }) => doorName),
  };
}
