import Link from 'next/link';
import type { BundleDoorView, BundleView } from '#lib/schemas/bundle';
import { formatLocalDate } from '#lib/time/format';
import { StatusMark } from '@/components/ui/status-mark';

/** The doors of a bundle with what differs on each. */
export function BundleDoors({ bundle }: { bundle: BundleView }) {
  return (
    <section aria-labelledby="doors" className="min-w-0">
      <h2 id="doors" className="border-b border-line pb-1.5 font-semibold">
        Doors
      </h2>
      <ul className="divide-y divide-line">
        {bundle.doors.map((door) => (
          <li key={door.doorId} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
            <Link href={`/doors/${door.doorId}`} prefetch={false} className="min-w-0 flex-1 truncate font-medium">
              <bdi>{door.name}</bdi>
            </Link>
            <span className="text-sm text-muted">{termsOf(door)}</span>
            <span className="text-sm">
              <Limit door={door} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const termsOf = ({ isShareable, endsOn }: BundleDoorView): string =>
  [isShareable ? 'may be shared' : 'not to be shared', endsOn && `until ${formatLocalDate(endsOn)}`]
    .filter(Boolean)
    .join(' · ');

/** Why OpenKit cannot give the door; nothing where it can. */
function Limit({ door }: { door: BundleDoorView }) {
  if (door.isGone) return <StatusMark status="refused" word="No longer enabled" />;
  if (door.kind === 'elevator') return <StatusMark status="refused" word="Elevator: a task each time" />;
  return door.isActivated ? null : <StatusMark status="refused" word="No lock yet" />;
}
