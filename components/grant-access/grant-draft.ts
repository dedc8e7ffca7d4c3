import type { AccessView } from '#lib/schemas/access';
import type { DoorRow } from '#lib/schemas/door';
import type { Instant } from '#lib/time/instant';

/** What the form needs to know of a door that was chosen. */
export type ChosenDoor = Pick<
  DoorRow,
  'id' | 'name' | 'buildingId' | 'buildingName' | 'timeZone' | 'kind' | 'accessibility' | 'isConnected' | 'isActivated'
>;

type DraftTerms = {
  start: Instant;
  end: Instant | null;
  role: 'resident' | 'non_resident';
  shareable: boolean;
  notify: boolean;
};

/** What was sent, as far as it is worth opening the form with again. */
export type FilledDraft = { doors: ChosenDoor[]; terms: DraftTerms };

/** What the form opens with; everything else starts empty. */
export type GrantDraft = { doors?: ChosenDoor[]; terms?: Partial<DraftTerms> };

export type SentGrant = { operationId: string; draft: FilledDraft };

/** Opens the form as these accesses were: same doors and role, from now on. */
export function draftFromAccesses(accesses: readonly AccessView[]): GrantDraft {
  const doors = accesses.map(
    (access): ChosenDoor => ({
      id: access.doorId,
      name: access.doorName,
      buildingId: access.buildingId ?? '',
      buildingName: access.buildingName,
      timeZone: access.timeZone,
      kind: access.door.kind,
      accessibility: null,
      isConnected: access.door.isConnected,
      isActivated: access.door.isActivated,
    }),
  );
  const first = accesses[0];
  const role = first?.role === 'resident' ? 'resident' : 'non_resident';
  return { doors, terms: { end: first?.end ?? null, role, shareable: first?.shareable ?? false } };
}
