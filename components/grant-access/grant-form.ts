import { type FieldErrors, type FieldPath, type Resolver, set } from 'react-hook-form';
import { checkGrant, type Violation } from '#lib/access-rules/grant-rules';
import { type GrantAnswers, proposeTerms } from '#lib/access-rules/propose-terms';
import type { Terms } from '#lib/access-rules/terms';
import { placeholderId } from '#lib/ids';
import { sentenceFor } from '#lib/messages/message-for';
import { type GrantAccessInput, grantAccessSchema } from '#lib/schemas/grant-access';
import type { PersonView } from '#lib/schemas/person';
import type { Instant } from '#lib/time/instant';
import type { ChosenDoor, GrantDraft } from './grant-draft.ts';
import { addressesOf, contactOf, termsOf } from './grant-terms.ts';

/** Who the form is for: somebody known, whose name and address are fixed, or somebody new. */
export type KnownRecipient = Pick<PersonView, 'id' | 'firstName' | 'lastName' | 'email' | 'phone'>;

/**
 * The form as typed. `start` counts only where `starts` says `time`, `end` only for a period, `sendTo` for two
 * addresses.
 */
export type GrantForm = {
  recipient: { firstName: string; lastName: string; email: string; phone: string };
  doors: ChosenDoor[];
  answers: GrantAnswers;
  /** An expert's choice goes before the proposal. */
  kind: Terms['passcodeType'] | 'proposed';
  sendTo: 'email' | 'phone';
  note: string;
  starts: 'now' | 'time';
  terms: {
    start: Instant | null;
    end: Instant | null;
    role: 'resident' | 'non_resident';
    shareable: boolean;
    notify: boolean;
  };
};

export function initialForm(recipient: KnownRecipient | null, draft: GrantDraft): GrantForm {
  const { doors = [], terms = {}, answers } = draft;
  const { firstName = '', lastName = '', email, phone } = recipient ?? {};
  return {
    recipient: { firstName, lastName, email: email ?? '', phone: phone ?? '' },
    doors,
    answers: { length: terms.end ? 'period' : 'open', isOneVisit: false, mustBeRevocable: false, ...answers },
    kind: keptKind(draft),
    sendTo: draft.sendTo ?? 'email',
    note: draft.note ?? '',
    starts: terms.start ? 'time' : 'now',
    terms: {
      start: terms.start ?? null,
      end: terms.end ?? null,
      role: terms.role ?? 'non_resident',
      shareable: terms.shareable ?? false,
      notify: terms.notify ?? true,
    },
  };
}

/** What an expert chose last time, where it was not what the answers propose. */
function keptKind({ terms, answers }: GrantDraft): GrantForm['kind'] {
  const { length, isOneVisit = false, mustBeRevocable = false } = answers ?? {};
  if (!terms?.passcodeType || !length) return 'proposed';
  const proposed = proposeTerms({ length, isOneVisit, mustBeRevocable }).passcodeType;
  return proposed === terms.passcodeType ? 'proposed' : terms.passcodeType;
}

export function inputOf(
  form: GrantForm,
  recipient: KnownRecipient | null,
  intentId: string,
  now: Instant,
): GrantAccessInput {
  return {
    intentId,
    recipient: recipientOf(form, recipient),
    doorIds: form.doors.map((door) => door.id),
    terms: termsOf(form, now),
    note: form.note,
  };
}

function recipientOf(form: GrantForm, recipient: KnownRecipient | null): GrantAccessInput['recipient'] {
  const contact = contactOf(form, recipient);
  if (recipient) return { kind: 'known', personId: recipient.id, ...(contact && { contact }) };
  const { firstName, lastName, email, phone } = form.recipient;
  return {
    kind: 'new',
    firstName,
    lastName,
    email: contact === 'phone' ? '' : email,
    phone: contact === 'email' ? '' : phone,
  };
}

/**
 * Everything wrong with the form, by field: its shape first, then the rules of OpenKit; the server asks the same again.
 */
export function violationsOf(form: GrantForm, recipient: KnownRecipient | null, now: Instant): Violation[] {
  const shape = grantAccessSchema.safeParse(inputOf(form, recipient, placeholderId, now));
  const misshapen = shape.error?.issues.map((issue) => ({ field: issue.path.join('.'), reason: issue.message })) ?? [];
  const terms = termsOf(form, now);
  const { firstName, lastName } = recipient ?? form.recipient;
  const contact = contactOf(form, recipient);
  const { email, phone } = addressesOf(form, recipient);
  const who = {
    firstName,
    lastName,
    email: contact === 'phone' ? null : email || null,
    phone: contact === 'email' ? null : phone || null,
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
  'note',
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
