import { likelyEmail } from '#lib/email-hints';
import { KnownEmail } from './known-email.tsx';
import { KnownPhone } from './known-phone.tsx';

type Props = {
  /** What was typed into one field for either: an email has an @. */
  contact: string;
  onMeant: (email: string) => void;
};

/** Hints under an email or phone before a mistake in it becomes permanent. */
export function ContactHints({ contact: typed, onMeant }: Props) {
  const contact = typed.trim();
  const meant = likelyEmail(contact);
  return (
    <div aria-live="polite" className="grid gap-1 text-sm">
      {meant && (
        <p className="text-waiting">
          Did you mean{' '}
          <button
            type="button"
            className="font-medium break-all underline underline-offset-2"
            onClick={() => onMeant(meant)}
          >
            {meant}
          </button>
          ?
        </p>
      )}
      {contact.includes('@') ? <KnownEmail email={contact} /> : <KnownPhone phone={contact} />}
    </div>
  );
}
