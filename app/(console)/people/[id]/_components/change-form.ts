import { type AccessChange, checkChange } from '#lib/access-rules/change-rules';
import { sentenceFor } from '#lib/messages/message-for';
import type { AccessView } from '#lib/schemas/access';
import type { Instant } from '#lib/time/instant';

/** The form as filled in. `at` counts only where `ends` says `time`. */
export type ChangeForm = {
  ends: 'keep' | 'later' | 'time' | 'never';
  at: Instant | null;
  sharing: 'keep' | 'yes' | 'no';
};

export const untouched: ChangeForm = { ends: 'keep', at: null, sharing: 'keep' };

/** What "later" stands for. */
export const laterMonths = 12;

/** What the form asks for; null while a day and time is wanted and none is complete. */
export function changeOf({ ends, at, sharing }: ChangeForm): AccessChange | null {
  const shareable = sharing === 'keep' ? null : sharing === 'yes';
  if (ends === 'time') return at === null ? null : { end: { kind: 'at', at }, shareable };
  if (ends === 'later') return { end: { kind: 'later', months: laterMonths }, shareable };
  return { end: { kind: ends }, shareable };
}

export type ChangeErrors = { end?: string; shareable?: string };

/** What is wrong with the form, in a sentence for each field. */
export function errorsOf(form: ChangeForm, accesses: readonly AccessView[], now: Instant): ChangeErrors {
  const change = changeOf(form);
  if (!change) return { end: sentenceFor({ code: 'invalid', params: { reason: 'date_invalid' } }) };
  const errors: ChangeErrors = {};
  for (const { field, reason, params } of checkChange(accesses, change, now)) {
    if (field === 'end' || field === 'shareable')
      errors[field] ??= sentenceFor({ code: 'invalid', params: { ...params, reason } });
  }
  return errors;
}
