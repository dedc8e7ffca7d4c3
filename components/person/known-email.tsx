import Link from 'next/link';
import { useContactOwner } from './use-contact-owner.ts';

/** Says when the address belongs to somebody already, because OpenKit adds the access to them then. */
export function KnownEmail({ email }: { email: string }) {
  const known = useContactOwner(email.toLowerCase());
  if (!known) return null;
  return (
    <p className="text-waiting">
      This email already belongs to <bdi className="font-medium wrap-anywhere">{known.name}</bdi>. Access goes to them,
      whatever name is typed.{' '}
      <Link href={`/people/${known.id}`} prefetch={false} className="font-medium underline underline-offset-2">
        Open their page
      </Link>
    </p>
  );
}
