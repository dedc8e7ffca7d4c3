import { isOursToLast } from '#lib/access-rules/ours-to-last';
import type { GrantAnswers } from '#lib/access-rules/propose-terms';
import { isDaily, type Terms } from '#lib/access-rules/terms';
import type { AccessView } from '#lib/schemas/access';
import type { DoorRow } from '#lib/schemas/door';

/** What the form needs to know of a door that was chosen. */
export type ChosenDoor = Pick<
  DoorRow,
  'id' | 'name' | 'buildingId' | 'buildingName' | 'timeZone' | 'kind' | 'accessibility' | 'isConnected' | 'isActivated'
>;

type DraftTerms = Terms & { role: 'resident' | 'non_resident' };

/** What was sent, as far as it is worth opening the form with again. */
export type FilledDraft = {
  doors: ChosenDoor[];
  terms: DraftTerms;
  answers: GrantAnswers;
  sendTo?: 'email' | 'phone';
  note?: string;
};

/** What the form opens with; everything else starts empty. */
export type GrantDraft = {
  doors?: ChosenDoor[];
  terms?: Partial<DraftTerms>;
  answers?: Partial<GrantAnswers>;
  sendTo?: 'email' | 'phone';
  note?: string;
};

export type SentGrant = { operationId: string; draft: FilledDraft };

/** Those that giving these doors to last changes, since they are held already. A daily code changes none. */
export function changedByGiving(
  accesses: readonly AccessView[],
  { doors, terms: { passcodeType } }: { doors: readonly Pick<ChosenDoor, 'id'>[]; terms: Pick<Terms, 'passcodeType'> },
): AccessView[] {
  if (isDaily(passcodeType)) return [];
  const isGiven = new Set(doors.map(({ id }) => id));
  return accesses.filter((access) => access.isHeld && isOursToLast(access) && isGiven.has(access.doorId));
}

/** Opens the form as these accesses were: same doors and role, from now on; one day stays one day, today. */
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
  if (first && isDaily(first.passcodeType)) {
    return {
      doors,
      terms: { role },
      answers: { length: 'today', isOneVisit: first.passcodeType === 'DAILY_SINGLE_USE' },
    };
  }
  return { doors, terms: { end: first?.end ?? null, role, shareable: first?.shareable ?? false } };
}
