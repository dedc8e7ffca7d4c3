import type { AccessRow } from '#lib/schemas/access-row';
import type { RevealedDoorcodeView } from '#lib/schemas/grant-access';
import { epochMs } from '#lib/time/instant';

/** Which of the codes revealed belongs to this access: accesses have no id, so door and day or start decide. */
export function codeOfAccess<Code extends Pick<RevealedDoorcodeView, 'doorId' | 'day' | 'start'>>(
  access: Pick<AccessRow, 'doorId' | 'day' | 'start'>,
  codes: readonly Code[],
): Code | undefined {
  const { doorId, day, start } = access;
  return codes.find(
    (row) => row.doorId === doorId && row.day === day && (day !== null || epochMs(row.start) === epochMs(start)),
  );
}
