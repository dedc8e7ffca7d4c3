import type { AccessView } from '#lib/schemas/access';
import type { RevealedDoorcodeView } from '#lib/schemas/grant-access';
import { codeOfAccess } from '@/components/doorcode/code-of-access';

/** OpenKit is asked for this many doors at a time (`revealDoorcodesSchema`). */
const doorsInGroup = 50;

/** Accesses whose codes are alike before they are known: same building, kind, standing and end. */
export type DoorcodeGroup = { key: string; first: AccessView; accesses: AccessView[] };

export function doorcodeGroups(accesses: readonly AccessView[]): DoorcodeGroup[] {
  const current = accesses.filter(({ isHeld, state }) => isHeld && (state === 'active' || state === 'scheduled'));
  const alike = Map.groupBy(current, ({ buildingId, passcodeType, doorcodeStatus, end }) =>
    [buildingId, passcodeType, doorcodeStatus, end].join('|'),
  );
  return [...alike.values()].flatMap((all) =>
    chunks(all, doorsInGroup).flatMap((part) => {
      const first = part[0];
      // A group that changed is another one: codes shown for it are forgotten.
      return first ? [{ key: part.map((access) => access.id).join(), first, accesses: part }] : [];
    }),
  );
}

export type RevealedCode = { code: string | null; status: RevealedDoorcodeView['status']; doorNames: string[] };

/**
 * Which code opens which of the group's doors; communal doors share one. What ran out is revealed too: it stays out.
 */
export function codesOf(group: DoorcodeGroup, revealed: readonly RevealedDoorcodeView[]): RevealedCode[] {
  const ofGroup = group.accesses.flatMap((access) => codeOfAccess(access, revealed) ?? []);
  const byCode = Map.groupBy(ofGroup, (row) => row.code ?? `none:${row.status}`);
  return [...byCode.values()].flatMap((rows) => {
    const first = rows[0];
    const doorNames = [...new Set(rows.map((row) => row.doorName))];
    return first ? [{ code: first.code, status: first.status, doorNames }] : [];
  });
}

const chunks = <T>(rows: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, index) => rows.slice(index * size, (index + 1) * size));
