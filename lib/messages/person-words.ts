import type { AccessView } from '../schemas/access.ts';
import { formatExact } from '../time/format.ts';
import { counted } from './counts.ts';

/** What a person can do now, in one line: "Can open 5 doors in 2 buildings until 31 Jul 2027, 11:00 (New York)". */
export function abilitySentence(accesses: readonly AccessView[]): string {
  const held = accesses.filter((access) => access.isHeld);
  const active = held.filter((access) => access.state === 'active');
  if (active.length > 0) {
    const doors = new Set(active.map((access) => access.doorId)).size;
    const buildings = new Set(active.map((access) => access.buildingId)).size;
    return `Can open ${counted(doors, 'door')} in ${counted(buildings, 'building')}${untilClause(active)}`;
  }
  const next = held.filter((access) => access.state === 'scheduled').toSorted(byStart)[0];
  if (!next) return 'Cannot open any door now';
  return `Cannot open any door before ${formatExact(next.start, next.timeZone ?? 'UTC')}`;
}

function untilClause(active: readonly AccessView[]): string {
  const ending = active.filter((access) => access.end !== null).toSorted(byEnd);
  const first = ending[0];
  if (!first?.end) return ', without an end';
  const isOne = ending.length === active.length && ending.every((access) => access.end === first.end);
  return `${isOne ? ' until' : '; the first ends'} ${formatExact(first.end, first.timeZone ?? 'UTC')}`;
}

const byStart = (a: AccessView, b: AccessView): number => a.start.localeCompare(b.start);
const byEnd = (a: AccessView, b: AccessView): number => (a.end ?? '').localeCompare(b.end ?? '');
