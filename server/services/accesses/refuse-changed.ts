import { Refusal } from '#lib/errors';
import { versionWords } from '#lib/messages/conflict-words';
import type { ChangeAccessInput } from '#lib/schemas/grant-access';
import { type Instant, parseInstant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import { changedBy } from './changed-by.ts';

type Standing = {
  doorId: string;
  doorName: string;
  timeZone: string | null;
  end: Instant | null;
  shareable: boolean | null;
};

/**
 * Somebody who sees an old end or sharing would overwrite what a colleague just set without knowing it. Throws Refusal
 * `stale` with who changed it, when, how it was shown and how it stands now.
 */
export async function refuseChanged(
  tx: Tx,
  session: Session,
  { personId, seen }: Pick<ChangeAccessInput, 'personId' | 'seen'>,
  held: readonly Standing[],
): Promise<void> {
  const changed = held.find((access) => {
    const shown = seen?.find(({ doorId }) => doorId === access.doorId);
    return shown && !(instantOf(shown.end) === instantOf(access.end) && shown.shareable === access.shareable);
  });
  if (!changed) return;
  const { doorId, doorName: door, timeZone } = changed;
  const shown = seen?.find((one) => one.doorId === doorId);
  const colleague = await changedBy(tx, session, { personId, doorIds: [doorId] });
  const versions = { seen: shown && versionWords(shown, timeZone), now: versionWords(changed, timeZone) };
  const params = { ...colleague, door, zone: timeZone ?? 'UTC', ...versions, reason: 'changed_since_seen' };
  throw new Refusal('stale', { params });
}

const instantOf = (text: string | null): Instant | null => (text === null ? null : parseInstant(text));
