import { dailySentences } from '#lib/messages/daily-words';
import { grantSentences } from '#lib/messages/grant-words';
import type { Instant } from '#lib/time/instant';
import { useNow } from '@/components/ui/clock';
import type { GrantForm, KnownRecipient } from './grant-form.ts';
import { addressesOf, contactOf, termsOf } from './grant-terms.ts';
import { zonesOf } from './grant-zones.ts';

/** What pressing the button will do, said before it is pressed. */
export function Consequences({ form, recipient }: { form: GrantForm; recipient: KnownRecipient | null }) {
  const now = useNow();
  if (form.doors.length === 0) return null;
  return (
    <p aria-live="polite" className="border-l-2 border-accent pl-3 wrap-anywhere">
      {sentencesFor(form, recipient, now).join(' ')}
    </p>
  );
}

function sentencesFor(form: GrantForm, recipient: KnownRecipient | null, now: Instant): string[] {
  const { passcodeType, ...terms } = termsOf(form, now);
  const who = { firstName: form.recipient.firstName, ...addressesOf(form, recipient) };
  const { doors } = form;
  if (passcodeType !== 'PERMANENT') {
    return dailySentences({
      ...who,
      ...terms,
      passcodeType,
      contact: contactOf(form, recipient),
      isKnown: recipient !== null,
      doors,
    });
  }
  const startsNow = terms.start === now || terms.start === '';
  return grantSentences({
    ...who,
    ...terms,
    doors,
    start: startsNow ? null : terms.start,
    end: terms.end || null,
    zone: zonesOf(doors)[0] ?? 'UTC',
  });
}
