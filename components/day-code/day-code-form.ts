import { tomorrowIn } from '#lib/access-rules/daily-window';
import { checkGrant } from '#lib/access-rules/grant-rules';
import { normalisePhone } from '#lib/access-rules/phone';
import { sentenceFor } from '#lib/messages/message-for';
import type { DoorRow } from '#lib/schemas/door';
import type { GrantAccessInput } from '#lib/schemas/grant-access';
import type { Instant } from '#lib/time/instant';
import type { FieldError } from '@/components/ui/field';

/** What a code is for: what a front desk calls it, and the kind of code that fits. */
export const presets = [
  { value: 'tour', label: 'A tour', detail: 'All day, as often as they like.', type: 'DAILY' },
  { value: 'delivery', label: 'A delivery', detail: 'Ends 15 minutes after the first use.', type: 'DAILY_SINGLE_USE' },
  { value: 'locksmith', label: 'A locksmith or contractor', detail: 'All day, as often as they like.', type: 'DAILY' },
] as const;
type Preset = (typeof presets)[number]['value'];

type CodeDoor = Pick<
  DoorRow,
  'id' | 'name' | 'buildingId' | 'buildingName' | 'timeZone' | 'kind' | 'isActivated' | 'isConnected' | 'accessibility'
>;

/** The form as typed. A daily code goes to one address: a phone number or an email. */
export type DayCodeForm = {
  preset: Preset;
  doors: CodeDoor[];
  day: 'today' | 'tomorrow';
  firstName: string;
  lastName: string;
  contact: string;
};

export const emptyDayCode: DayCodeForm = {
  preset: 'locksmith',
  doors: [],
  day: 'today',
  firstName: '',
  lastName: '',
  contact: '',
};

const isEmailLike = (contact: string): boolean => contact.includes('@');

/** A start on the day asked for, at every door; the server asks each door's own day again. */
const startOf = ({ day, doors }: DayCodeForm, now: Instant): Instant =>
  day === 'today'
    ? now
    : tomorrowIn(
        doors.map(({ timeZone }) => timeZone ?? 'UTC'),
        now,
      );

export function dayCodeInput(form: DayCodeForm, now: Instant): Omit<GrantAccessInput, 'intentId'> {
  const contact = form.contact.trim();
  const preset = presets.find(({ value }) => value === form.preset);
  return {
    recipient: {
      kind: 'new',
      firstName: form.firstName.trim(),
      lastName: form.lastName.trim(),
      email: isEmailLike(contact) ? contact : '',
      phone: isEmailLike(contact) ? '' : contact,
    },
    doorIds: form.doors.map(({ id }) => id),
    terms: {
      passcodeType: preset?.type ?? 'DAILY',
      start: startOf(form, now),
      end: null,
      shareable: false,
      role: 'non_resident',
      notify: true,
    },
    note: preset?.label,
  };
}

export type DayCodeErrors = Partial<Record<'doors' | 'firstName' | 'lastName' | 'contact', FieldError>>;

const fieldOf: Record<string, keyof DayCodeErrors> = {
  doorIds: 'doors',
  'terms.start': 'doors',
  'recipient.firstName': 'firstName',
  'recipient.lastName': 'lastName',
  'recipient.email': 'contact',
  'recipient.phone': 'contact',
};

/** Everything OpenKit would refuse, in a sentence for each field. */
export function dayCodeErrors(form: DayCodeForm, now: Instant): DayCodeErrors {
  const { recipient, terms } = dayCodeInput(form, now);
  if (recipient.kind !== 'new') return {};
  const phone = recipient.phone ? (normalisePhone(recipient.phone) ?? recipient.phone) : null;
  const errors: DayCodeErrors = {};
  const broken = checkGrant(
    { recipient: { ...recipient, email: recipient.email || null, phone }, terms, doors: form.doors },
    now,
  );
  for (const { field, reason, params } of broken) {
    const place = fieldOf[field];
    if (place) errors[place] ??= sentenceFor({ code: 'invalid', params: { ...params, reason } });
  }
  return errors;
}

/** Where a refusal of the server belongs; null = nowhere of its own. */
export const dayCodeField = (field: string | undefined): keyof DayCodeErrors | null =>
  (field === undefined ? undefined : fieldOf[field]) ?? null;
