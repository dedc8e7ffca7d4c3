import { may, type Permission } from '#lib/permissions';
import { readRights } from '../auth/rights.ts';
import { holdsBuilding } from '../auth/scope.ts';
import type { ClaimedItem } from './claim-item.ts';
import type { OperationTools } from './tools.ts';

export const permissionOf: Record<ClaimedItem['action'], Permission> = {
  grant: 'access.grant',
  change: 'access.extend',
  revoke: 'access.revoke',
};

/** The doors of an item its staff member may no longer act on: rights are asked again at the moment of sending. */
export async function doorsNotAllowed({ db }: OperationTools, item: ClaimedItem): Promise<string[]> {
  const rights = await readRights(db, item.staffId);
  const all = item.doors.map((door) => door.doorId);
  if (!rights || !may(rights.staff.role, permissionOf[item.action])) return all;
  return item.doors.filter((door) => !holdsBuilding(rights, door.buildingId)).map((door) => door.doorId);
}
