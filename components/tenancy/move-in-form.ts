import { isEmail } from '#lib/access-rules/grant-rules';
import { sentenceFor } from '#lib/messages/message-for';
import type { MoveInInput } from '#lib/schemas/tenancy';
import type { LeasedDoorView, UnitView } from '#lib/schemas/unit';
import { dayOf, isUnreadable, parseLocalDate } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import type { Window } from '#lib/time/window';
import { earlierEnd, leaseWindow } from '#lib/units/lease-window';
import type { FieldError } from '@/components/ui/field';

/** The form as typed. Days are empty while nothing is chosen; an empty end = none is known. */
export type MoveInForm = {
  firstName: string;
  lastName: string;
  email: string;
  hasNoEmail: boolean;
  leaseStart: string;
  leaseEnd: string;
  bundleIds: string[];
  needsKeycard: boolean;
};

/** Amenities are ticked: they come with each lease of the building. */
export const initialMoveIn = (unit: UnitView, now: Instant): MoveInForm => ({
  firstName: '',
  lastName: '',
  email: '',
  hasNoEmail: false,
  leaseStart: dayOf(now, unit.timeZone ?? 'UTC'),
  leaseEnd: '',
  bundleIds: unit.bundles.filter(({ kind }) => kind === 'amenities').map(({ id }) => id),
  needsKeycard: false,
});

export type MoveInErrors = Partial<Record<keyof MoveInForm, FieldError>>;

/** What is wrong with the form, in a sentence for each field. */
export function moveInErrors(form: MoveInForm, unit: UnitView, now: Instant): MoveInErrors {
  const reasons: Partial<Record<keyof MoveInForm, string>> = {};
  if (!form.firstName.trim()) reasons.firstName = 'name_required';
  if (!form.lastName.trim()) reasons.lastName = 'name_required';
  if (!form.hasNoEmail && !form.email.trim()) reasons.email = 'email_required';
  else if (!form.hasNoEmail && !isEmail(form.email.trim())) reasons.email = 'email_invalid';
  if (parseLocalDate(form.leaseStart) === null) reasons.leaseStart = 'date_invalid';
  if (isUnreadable(form.leaseEnd)) reasons.leaseEnd = 'date_invalid';
  if (!reasons.leaseStart && !reasons.leaseEnd) {
    const { start, end } = windowOfLease(form, unit, now);
    if (end !== null && end <= start) reasons.leaseEnd = end <= now ? 'end_past' : 'end_before_start';
  }
  return Object.fromEntries(
    Object.entries(reasons).map(([field, reason]) => [field, sentenceFor({ code: 'invalid', params: { reason } })]),
  );
}

/** When the lease opens doors, by the rules of the building; both of its days can be read. */
export const windowOfLease = (form: MoveInForm, unit: UnitView, now: Instant): Window =>
  leaseWindow({ start: form.leaseStart, end: form.leaseEnd || null }, unit.rules, unit.timeZone ?? 'UTC', now);

/** The doors of the unit and of the bundles ticked; one that several of them bring is open as any of them says. */
export function doorsOfLease({ bundleIds }: MoveInForm, unit: UnitView): LeasedDoorView[] {
  const bundled = unit.bundles.filter(({ id }) => bundleIds.includes(id)).flatMap(({ doors }) => doors);
  const byId = Map.groupBy(
    [...unit.doors, ...bundled].filter(({ isGone }) => !isGone),
    ({ id }) => id,
  );
  return [...byId.values()].flatMap((same) => {
    const [longest] = same.toSorted((a, b) => (b.endsOn ?? 'z').localeCompare(a.endsOn ?? 'z'));
    return longest ? [{ ...longest, isShareable: same.some(({ isShareable }) => isShareable) }] : [];
  });
}

/** On what terms the lease wants a door. */
export function termsOfDoor(doorId: string, form: MoveInForm, unit: UnitView, now: Instant) {
  const door = doorsOfLease(form, unit).find(({ id }) => id === doorId);
  const { end } = windowOfLease(form, unit, now);
  return {
    end: earlierEnd(end, door?.endsOn ?? null, unit.timeZone ?? 'UTC'),
    shareable: door?.isShareable ?? false,
  };
}

export const moveInInput = (form: MoveInForm, unitId: string): Omit<MoveInInput, 'intentId'> => ({
  unitId,
  person: {
    kind: 'new',
    firstName: form.firstName.trim(),
    lastName: form.lastName.trim(),
    email: form.hasNoEmail ? '' : form.email.trim(),
  },
  leaseStart: form.leaseStart,
  leaseEnd: form.leaseEnd || null,
  bundleIds: form.bundleIds,
  needsKeycard: form.needsKeycard,
});

/** Where in the form a field of the input is shown; null = nowhere of its own. */
export function moveInField(field: string | undefined): keyof MoveInForm | null {
  if (field === 'person.lastName') return 'lastName';
  if (field === 'person.email' || field === 'person') return 'email';
  return field === 'leaseStart' || field === 'leaseEnd' ? field : null;
}
