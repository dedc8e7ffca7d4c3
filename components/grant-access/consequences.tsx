import { grantSentences } from '#lib/messages/grant-words';
import type { GrantForm } from './grant-form.ts';
import { zonesOf } from './grant-zones.ts';

/** What pressing the button will do, said before it is pressed. */
export function Consequences({ form }: { form: GrantForm }) {
  const { recipient, doors, terms } = form;
  if (doors.length === 0) return null;
  const sentences = grantSentences({
    firstName: recipient.firstName,
    email: recipient.email,
    doors,
    start: form.starts === 'now' ? null : terms.start,
    end: form.ends === 'never' ? null : terms.end,
    zone: zonesOf(doors)[0] ?? 'UTC',
    role: terms.role,
    notify: terms.notify,
  });
  return (
    <p aria-live="polite" className="border-l-2 border-accent pl-3 wrap-anywhere">
      {sentences.join(' ')}
    </p>
  );
}
