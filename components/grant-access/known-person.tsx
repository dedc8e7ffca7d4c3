import { type FieldError, FieldNotes } from '@/components/ui/field';
import type { KnownRecipient } from './grant-form.ts';

/** Who it is for, fixed. */
export function KnownPerson({ recipient, error }: { recipient: KnownRecipient; error?: FieldError }) {
  const contact = [recipient.email, recipient.phone].filter((value) => value !== null).join(' · ');
  return (
    <div className="grid gap-1">
      <p className="break-all">{contact || 'No email address known'}</p>
      <FieldNotes id="recipient" hint="OpenKit does not let anyone correct a name or email address." error={error} />
    </div>
  );
}
