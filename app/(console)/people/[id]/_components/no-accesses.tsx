import Link from 'next/link';
import { counted } from '#lib/messages/counts';
import type { PersonView } from '#lib/schemas/person';
import { EmptyState } from '@/components/ui/empty-state';
import type { Shown } from '../search-params.ts';
import { heldCount } from './access-groups.ts';

const titles: Record<Shown, string> = {
  now: 'No door opens for this person now',
  next: 'Nothing begins later',
  ended: 'Nothing has ended yet',
};

/** An empty list says where the rest is. */
export function NoAccesses({ person, show }: { person: PersonView; show: Shown }) {
  const scheduled = show === 'now' ? heldCount(person.accesses, 'next') : 0;
  return (
    <EmptyState
      kind="no-data"
      title={titles[show]}
      action={
        scheduled > 0 && (
          <Link href="?show=next" className="text-accent underline underline-offset-2">
            See {counted(scheduled, 'access', 'accesses')} that begin later
          </Link>
        )
      }
    >
      Access outside your buildings is not shown.
    </EmptyState>
  );
}
