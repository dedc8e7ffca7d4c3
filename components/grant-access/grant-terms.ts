import { usableContact } from '#lib/access-rules/contact-key';
import { tomorrowIn, tomorrowWindow } from '#lib/access-rules/daily-window';
import { proposeTerms } from '#lib/access-rules/propose-terms';
import { isDaily, type Terms } from '#lib/access-rules/terms';
import { dayOf, dayWindow } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import type { PlanStart } from '@/components/plan/plan-start';
import type { FilledDraft } from './grant-draft.ts';
import type { GrantForm, KnownRecipient } from './grant-form.ts';
import { zonesOf } from './grant-zones.ts';

/** The kind of access: what the answers come to, unless somebody chose one directly. */
export const kindOf = ({ kind, answers }: GrantForm): Terms['passcodeType'] =>
  kind === 'proposed' ? proposeTerms(answers).passcodeType : kind;

/**
 * What the form asks of OpenKit, if it begins at `now` unless it names a start; days are those of the first building,
 * but for a code of tomorrow, which is tomorrow's at each.
 */
export function termsOf(form: GrantForm, now: Instant): FilledDraft['terms'] {
  const { role, shareable, notify } = form.terms;
  const passcodeType = kindOf(form);
  return { passcodeType, ...windowOf(form, isDaily(passcodeType), now), role, shareable, notify };
}

function windowOf(form: GrantForm, isOneDay: boolean, now: Instant): Pick<Terms, 'start' | 'end'> {
  const zones = zonesOf(form.doors);
  const [zone = 'UTC'] = zones;
  const { length } = form.answers;
  if (length === 'today') return { start: now, end: isOneDay ? null : dayWindow(dayOf(now, zone), zone).end };
  if (length === 'tomorrow') {
    return isOneDay ? { start: tomorrowIn(zones, now), end: null } : tomorrowWindow(now, zone);
  }
  const start = form.starts === 'now' ? now : (form.terms.start ?? '');
  return { start, end: length === 'open' ? null : (form.terms.end ?? '') };
}

/** The one address a daily code goes to; null = both are sent, as permanent access takes them, or there is none. */
export function contactOf(form: GrantForm, recipient: KnownRecipient | null): 'email' | 'phone' | null {
  if (!isDaily(kindOf(form))) return null;
  const { email, phone } = addressesOf(form, recipient);
  if (email && phone) return form.sendTo;
  return email ? 'email' : phone ? 'phone' : null;
}

/** The addresses known, as far as they can be used, or typed; empty = none. */
export function addressesOf(form: GrantForm, recipient: KnownRecipient | null): { email: string; phone: string } {
  const { email, phone } = recipient ? usableContact(recipient) : form.recipient;
  return { email: email?.trim() ?? '', phone: phone?.trim() ?? '' };
}

/** What a plan for later days begins with: a code of it goes to one address. */
export function planStartOf(form: GrantForm, recipient: KnownRecipient | null): PlanStart {
  const { firstName, lastName } = recipient ?? form.recipient;
  const { email, phone } = addressesOf(form, recipient);
  const isByPhone = contactOf(form, recipient) === 'phone' || email === '';
  return { doors: form.doors, firstName, lastName, email: isByPhone ? '' : email, phone: isByPhone ? phone : '' };
}
