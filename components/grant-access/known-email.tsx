import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { isEmail } from '#lib/access-rules/grant-rules';
import { listPage } from '#lib/queries/list';
import { personRowSchema } from '#lib/schemas/person';
import { usePaused } from '@/components/ui/use-paused';

const people = { path: '/api/people', item: personRowSchema } as const;

/** Says when the address belongs to somebody already, because OpenKit adds the access to them then. */
export function KnownEmail({ email }: { email: string }) {
  const asked = usePaused(email.toLowerCase());
  const { data } = useQuery({
    ...listPage(people, `?${new URLSearchParams({ q: asked, limit: '10' })}`),
    enabled: isEmail(asked),
  });
  const known = data?.items.find((person) => person.email?.toLowerCase() === email.toLowerCase());
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
