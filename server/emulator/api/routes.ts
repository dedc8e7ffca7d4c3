import type { Route } from '../contract/route.ts';
import { deleteAccess, updateAccess } from './accesses.ts';
import { listBuildings, listResidents } from './buildings.ts';
import { listDoors } from './doors.ts';
import { grantV1, grantV2 } from './grants.ts';
import { listKeyAccesses, listKeys } from './keys.ts';
import { issueToken, issueTokenV1 } from './oauth.ts';
import { startPasswordless } from './passwordless.ts';
import { getUser, listUsers } from './users.ts';

/** Every endpoint of the emulated OpenKit. */
export const routes: readonly Route[] = [
  issueTokenV1,
  issueToken,
  startPasswordless,
  listBuildings,
  listResidents,
  listDoors,
  listUsers,
  getUser,
  grantV1,
  grantV2,
  updateAccess,
  deleteAccess,
  listKeys,
  listKeyAccesses,
];
