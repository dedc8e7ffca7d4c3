import { dailySentences } from '#lib/messages/daily-words';
import { grantSentences, heldSentences } from '#lib/messages/grant-words';
import type { AccessView } from '#lib/schemas/access';
import type { Instant } from '#lib/time/instant';
import { useNow } from '@/components/ui/clock';
import { type ChosenDoor, changedByGiving, type FilledDraft } from './grant-draft.ts';
import type { GrantForm, KnownRecipient } from './grant-form.ts';
import { addressesOf, contactOf, termsOf } from './grant-terms.ts';
import { zonesOf } from './grant-zones.ts';

type Props = { form: GrantForm; recipient: KnownRecipient | null; accesses: readonly AccessView[] };

/** What pressing the button will do, said before it is pressed. */
export function Consequences({ form, recipient, accesses }: Props) {
  const now = useNow();
  const terms = termsOf(form, now);
  // A period whose end is still to be said has no other one meanwhile.
  if (form.doors.length === 0 || terms.start === '' || terms.end === '') return null;
  return (
    <p aria-live="polite" className="border-l-2 border-accent pl-3 wrap-anywhere">
      {sentencesFor({ form, recipient, accesses }, terms, now).join(' ')}
    </p>
  );
}

function sentencesFor(
  { form, recipient, accesses }: Props,
  { passcodeType, ...terms }: FilledDraft['terms'],
  now: Instant,
): string[] {
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
  const startsNow = terms.start === now;
  const { end } = terms;
  const held = changedByGiving(accesses, { doors, terms: { passcodeType } });
  const isNew = ({ id }: ChosenDoor) => !held.some(({ doorId }) => doorId === id);
  const given = {
    ...who,
    ...terms,
    doors: doors.filter(isNew),
    start: startsNow ? null : terms.start,
    zone: zonesOf(doors)[0] ?? 'UTC',
  };
  return [
    ...(given.doors.length > 0 ? grantSentences(given) : []),
    ...heldSentences(held, () => ({ end, shareable: terms.shareable })),
  ];
}
