import { useQuery } from '@tanstack/react-query';
import { normalisePhone } from '#lib/access-rules/phone';
import { listPage } from '#lib/queries/list';
import { personRowSchema } from '#lib/schemas/person';
import { usePaused } from '@/components/ui/use-paused';

const people = { path: '/api/people', item: personRowSchema } as const;

/** Says when the phone belongs to somebody with an email address, because Latch sends a daily code there then. */
export function KnownPhone({ phone }: { phone: string }) {
  const number = normalisePhone(phone);
  // Phones are kept as OpenKit writes them, with whatever between the digits: the last four find the candidates.
  const asked = usePaused(number?.slice(-4) ?? '');
  const { data } = useQuery({
    ...listPage(people, `?${new URLSearchParams({ q: asked, limit: '200' })}`),
    enabled: asked !== '',
  });
  const known = data?.items.find((person) => person.phone !== null && normalisePhone(person.phone) === number);
  if (!known) return null;
  return (
    <p className="text-waiting">
      This phone already belongs to <bdi className="font-medium wrap-anywhere">{known.name}</bdi>. Access goes to them
      {known.email ? ', and Latch emails a daily code to ' : '.'}
      {known.email && <span className="break-all">{known.email} instead of sending an SMS.</span>}
    </p>
  );
}
