import { dailyWindow } from '#lib/access-rules/daily-window';
import { isDaily, type Terms } from '#lib/access-rules/terms';
import type { AccessView } from '#lib/schemas/access';
import type { PersonView } from '#lib/schemas/person';
import { changedByGiving, type FilledDraft } from '@/components/grant-access/grant-draft';

/**
 * The person with a "sending" row for each door just asked for, and those they hold marked as being changed, until the
 * server's own answer takes their place.
 */
export function withSending(person: PersonView, operationId: string, draft: FilledDraft): PersonView {
  const changed = changedByGiving(person.accesses, draft);
  const isHeld = new Set(changed.map(({ doorId }) => doorId));
  const rows = draft.doors
    .filter((door) => !isHeld.has(door.id))
    .map(
      (door): AccessView => ({
        id: `${operationId}:${door.id}`,
        doorId: door.id,
        doorName: door.name,
        buildingId: door.buildingId,
        buildingName: door.buildingName,
        timeZone: door.timeZone,
        passcodeType: draft.terms.passcodeType,
        ...windowAt(door.timeZone, draft.terms),
        shareable: draft.terms.shareable,
        role: draft.terms.role,
        granterKind: 'partner',
        hostId: null,
        hostName: null,
        note: draft.note || null,
        doorcodeStatus: 'unknown',
        state: 'active',
        awaitsSyncSince: null,
        isHeld: false,
        pending: 'sending',
        pendingKind: 'grant',
        operationId,
        door: { isConnected: door.isConnected, isActivated: door.isActivated, kind: door.kind },
      }),
    );
  const { accesses } = withPending(person, changed, 'change');
  return { ...person, accesses: [...rows, ...accesses] };
}

function windowAt(zone: string | null, { passcodeType, start, end }: Terms): Pick<AccessView, 'start' | 'end' | 'day'> {
  return isDaily(passcodeType) && zone !== null ? dailyWindow(start, zone) : { start, end, day: null };
}

/** The person with these accesses marked as being revoked or changed. */
export function withPending(
  person: PersonView,
  chosen: readonly AccessView[],
  pendingKind: 'revoke' | 'change',
): PersonView {
  const ids = new Set(chosen.map((access) => access.id));
  const accesses = person.accesses.map((access) =>
    ids.has(access.id) ? { ...access, pending: 'sending' as const, pendingKind } : access,
  );
  return { ...person, accesses };
}
