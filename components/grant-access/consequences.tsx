import { dailySentences } from '#lib/messages/daily-words';
import { grantSentences, heldSentences } from '#lib/messages/grant-words';
import type { AccessView } from '#lib/schemas/access';
import type { Instant } from '#lib/time/instant';
import { useNow } from '@/components/ui/clock';
import { type ChosenDoor, changedByGiving } from './grant-draft.ts';
import type { GrantForm, KnownRecipient } from './grant-form.ts';
import { addressesOf, contactOf, termsOf } from './grant-terms.ts';
import { zonesOf } from './grant-zones.ts';

type Props = { form: GrantForm; recipient: KnownRecipient | null; accesses: readonly AccessView[] };

/** What pressing the button will do, said before it is pressed. */
export function Consequences({ form, recipient, accesses }: Props) {
  const now = useNow();
  if (form.doors.length === 0) return null;
  return (
    <p aria-live="polite" className="border-l-2 border-accent pl-3 wrap-anywhere">
      {sentencesFor({ form, recipient, accesses }, now).join(' ')}
    </p>
  );
}

function sentencesFor({ form, recipient, accesses }: Props, now: Instant): string[] {
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
  const end = terms.end || null;
  const held = changedByGiving(accesses, { doors, terms: { passcodeType } });
  const isNew = ({ id }: ChosenDoor) => !held.some(({ doorId }) => doorId === id);
  const given = {
    ...who,
    ...terms,
    doors: doors.filter(isNew),
    start: startsNow ? null : terms.start,
    end,
    zone: zonesOf(doors)[0] ?? 'UTC',
  };
  return [
    ...(given.doors.length > 0 ? grantSentences(given) : []),
    ...heldSentences(held, () => ({ end, shareable: terms.shareable })),
  ];
}
