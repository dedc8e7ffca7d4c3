import type { AccessRole } from '#lib/access-rules/terms';
import { merged, type Reason } from '#lib/units/plan-calls';
import type { HeldDoor } from './held-doors.ts';

/**
 * What somebody is at a door that they hold: as OpenKit says, which may leave it out, else as what it is noted to be
 * held for says. Non-resident where nobody knows.
 */
export function roleAt({ doorId, role }: Pick<HeldDoor, 'doorId' | 'role'>, noted: readonly Reason[]): AccessRole {
  const [first, ...others] = noted.filter((reason) => reason.doorId === doorId);
  return role ?? (first && merged([first, ...others]).role) ?? 'non_resident';
}
