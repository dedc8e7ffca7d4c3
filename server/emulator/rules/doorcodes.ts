import type { WireDoorcode } from '../contract/entities.ts';
import { formatCode } from '../world/doorcode.ts';
import type { Access, Door } from '../world/model.ts';
import { isUnended } from './accesses.ts';

type Shown = { code: string | null; description: WireDoorcode['description'] };

/** The doorcode OpenKit shows for an access, or why it shows none. A resident sees theirs only in the app. */
export function doorcodeOf(access: Access, nowMs: number): Shown {
  const conflict = access.role === 'RESIDENT' ? 'USER_HAS_RESIDENT_ACCESS' : conflictOf(access, nowMs);
  return conflict ? { code: null, description: conflict } : { code: formatCode(access.code), description: 'VALID' };
}

/** The code a lock accepts: a resident's works although OpenKit hides it; a conflicting one was never made. */
export function codeAtLock(access: Access, nowMs: number): string | null {
  return access.role !== 'RESIDENT' && conflictOf(access, nowMs) ? null : formatCode(access.code);
}

/**
 * Daily codes are unique per door and never conflict; a permanent one gives way to what else the person holds and has
 * not run out.
 */
function conflictOf(access: Access, nowMs: number): Exclude<WireDoorcode['description'], 'VALID'> | null {
  if (access.passcodeType !== 'PERMANENT' || access.granter.type === 'MANAGER') return null;
  const { door } = access;
  let conflict: 'USER_HAS_GUEST_ACCESS_CONFLICT' | 'COMMUNAL_DOORCODE_CONFLICT' | null = null;
  for (const other of access.user.accesses) {
    if (other === access || other.passcodeType !== 'PERMANENT' || !isUnended(other, nowMs)) continue;
    if (other.door === door && other.role === 'RESIDENT') return 'USER_HAS_RESIDENT_ACCESS';
    if (other.granter.type !== 'MANAGER') continue;
    if (haveCommonCode(other.door, door)) conflict = 'COMMUNAL_DOORCODE_CONFLICT';
    else if (other.door === door) conflict = 'USER_HAS_GUEST_ACCESS_CONFLICT';
  }
  return conflict;
}

function haveCommonCode(one: Door, other: Door): boolean {
  const areCommunal = one.accessibilityType === 'COMMUNAL' && other.accessibilityType === 'COMMUNAL';
  return areCommunal && one.building === other.building && one.building.commonDoorcodes;
}
