import { type FieldErrors, type FieldPath, type Resolver, set } from 'react-hook-form';
import { checkGrant, type Violation } from '#lib/access-rules/grant-rules';
import type { Terms } from '#lib/access-rules/terms';
import { sentenceFor } from '#lib/messages/message-for';
import { type GrantAccessInput, grantAccessSchema } from '#lib/schemas/grant-access';
import type { PersonView } from '#lib/schemas/person';
import type { Instant } from '#lib/time/instant';
import type { ChosenDoor, FilledDraft, GrantDraft } from './grant-draft.ts';

/** Who the form is for: somebody known, whose name and address are fixed, or somebody new. */
export type KnownRecipient = Pick<PersonView, 'id' | 'firstName' | 'lastName' | 'email' | 'phone'>;

/** The form as typed. `start` and `end` count only where `starts` and `ends` say `time`. */
export type GrantForm = {
  recipient: { firstName: string; lastName: string; email: string; phone: string };
  doors: ChosenDoor[];
  starts: 'now' | 'time';
  ends: 'never' | 'time';
  terms: {
    start: Instant | null;
    end: Instant | null;
    role: 'resident' | 'non_resident';
    shareable: boolean;
    notify: boolean;
  };
};

export function initialForm(recipient: KnownRecipient | null, draft: GrantDraft): GrantForm {
  const { doors = [], terms = {} } = draft;
  const { firstName = '', lastName = '', email, phone } = recipient ?? {};
  return {
    recipient: { firstName, lastName, email: email ?? '', phone: phone ?? '' },
    doors,
    starts: terms.start ? 'time' : 'now',
    ends: terms.end ? 'time' : 'never',
    terms: {
      start: terms.start ?? null,
      end: terms.end ?? null,
      role: terms.role ?? 'non_resident',
      shareable: terms.shareable ?? false,
      notify: terms.notify ?? true,
    },
  };
}

/** What the form asks of OpenKit, if it begins at `now` unless it names a start. */
export function termsOf(form: GrantForm, now: Instant): FilledDraft['terms'] & Terms {
  const start = form.starts === 'now' ? now : (form.terms.start ?? '');
  const end = form.ends === 'never' ? null : (form.terms.end ?? '');
  return { ...form.terms, passcodeType: 'PERMANENT', start, end };
}

export function inputOf(
  form: GrantForm,
  recipient: KnownRecipient | null,
  intentId: string,
  now: Instant,
): GrantAccessInput {
  return {
    intentId,
    recipient: recipient ? { kind: 'known', personId: recipient.id } : { kind: 'new', ...form.recipient },
    doorIds: form.doors.map((door) => door.id),
    terms: termsOf(form, now),
  };
}

const someIntent = '00000000-0000-4000-8000-000000000000';

/** Everything wrong with the form, by field: its shape first, then the rules of OpenKit; the server asks the same again. */
export function violationsOf(form: GrantForm, recipient: KnownRecipient | null, now: Instant): Violation[] {
  const shape = grantAccessSchema.safeParse(inputOf(form, recipient, someIntent, now));
  const misshapen = shape.error?.issues.map((issue) => ({ field: issue.path.join('.'), reason: issue.message })) ?? [];
  const terms = termsOf(form, now);
  const who = recipient ?? {
    ...form.recipient,
    email: form.recipient.email || null,
    phone: form.recipient.phone || null,
  };
  const broken = checkGrant({ recipient: who, terms, doors: form.doors }, now);
  return [...misshapen, ...broken].filter(
    ({ field }, index, all) => all.findIndex((other) => other.field === field) === index,
  );
}

export function grantResolver(recipient: KnownRecipient | null, now: Instant): Resolver<GrantForm> {
  return (form) => {
    const errors: FieldErrors<GrantForm> = {};
    for (const { field, reason, params } of violationsOf(form, recipient, now)) {
      const message = sentenceFor({ code: 'invalid', params: { ...params, reason } });
      set(errors, formField(field) ?? 'root', { type: reason, message });
    }
    return Object.keys(errors).length > 0 ? { values: {}, errors } : { values: form, errors: {} };
  };
}

const fields: FieldPath<GrantForm>[] = [
  'recipient.firstName',
  'recipient.lastName',
  'recipient.email',
  'recipient.phone',
  'doors',
  'terms.start',
  'terms.end',
  'terms.role',
  'terms.shareable',
  'terms.notify',
];

/** Where in the form a field of the input is shown; null = nowhere of its own. */
export function formField(field: string | undefined): FieldPath<GrantForm> | null {
  if (field === undefined) return null;
  const [top] = field.split('.');
  return top === 'doorIds' ? 'doors' : (fields.find((known) => known === field) ?? null);
}
