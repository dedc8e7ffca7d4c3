import { inArray } from 'drizzle-orm';
import type { Tx } from '../db/pool.ts';
import { door } from '../db/schema/mirror.ts';
import type { DoorSnapshot } from '../openkit/types.ts';

/**
 * Doors with what OpenKit left out of them this time as it was known before: a field that goes missing one day must not
 * rename every door and put another device behind it, and the next day back again.
 */
export async function fillInDoors(tx: Tx, doors: DoorSnapshot[]): Promise<DoorSnapshot[]> {
  const vague = doors.filter(isVague).map(({ id }) => id);
  if (vague.length === 0) return doors;
  const rows = await tx
    .select({ id: door.id, name: door.name, serialNumber: door.serialNumber, deviceType: door.deviceType })
    .from(door)
    .where(inArray(door.id, vague));
  const known = new Map(rows.map((row) => [row.id, row]));
  return doors.map((snapshot) => fillIn(snapshot, known.get(snapshot.id)));
}

const isVague = ({ name, isActivated, serialNumber, deviceType }: DoorSnapshot): boolean =>
  name === '' || (isActivated && (serialNumber === null || deviceType === null));

type Known = Pick<DoorSnapshot, 'name' | 'serialNumber' | 'deviceType'>;

/** A door without a device has no serial number: that is told, not left out. */
const fillIn = (snapshot: DoorSnapshot, known?: Known): DoorSnapshot => ({
  ...snapshot,
  name: snapshot.name || (known?.name ?? ''),
  ...(snapshot.isActivated && {
    serialNumber: snapshot.serialNumber ?? known?.serialNumber ?? null,
    deviceType: snapshot.deviceType ?? known?.deviceType ?? null,
  }),
});
