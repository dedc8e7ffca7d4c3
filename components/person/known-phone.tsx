import { normalisePhone } from '#lib/access-rules/phone';
import { useContactOwner } from './use-contact-owner.ts';

/** Says when the phone belongs to somebody with an email address, because Latch sends a daily code there then. */
export function KnownPhone({ phone }: { phone: string }) {
  const known = useContactOwner(normalisePhone(phone) ?? '');
  if (!known) return null;
  return (
    <p className="text-waiting">
      This phone already belongs to <bdi className="font-medium wrap-anywhere">{known.name}</bdi>. Access goes to them
      {known.email ? ', and Latch emails a day code to ' : '.'}
      {known.email && <span className="break-all">{known.email} instead of sending an SMS.</span>}
    </p>
  );
}
