import Link from 'next/link';
import type { LeasedDoorView, UnitView } from '#lib/schemas/unit';
import { StatusMark } from '@/components/ui/status-mark';

/** The unit's own doors, each with what limits it. */
export function UnitDoors({ unit }: { unit: UnitView }) {
  return (
    <section aria-labelledby="doors" className="min-w-0">
      <h2 id="doors" className="border-b border-line pb-1.5 font-semibold">
        Private doors
      </h2>
      {unit.doors.length === 0 && (
        <p className="py-3 text-muted">
          None is known. Choose them under “Change unit”, or have them enabled for OpenKit.
        </p>
      )}
      <ul className="divide-y divide-line">
        {unit.doors.map((door) => (
          <li key={door.id} className="flex items-center gap-4 py-2.5">
            <Link href={`/doors/${door.id}`} prefetch={false} className="min-w-0 flex-1 truncate font-medium">
              <bdi>{door.name}</bdi>
            </Link>
            <span className="text-sm">
              <DoorState door={door} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function DoorState({ door }: { door: LeasedDoorView }) {
  if (door.isGone) return <StatusMark status="refused" word="No longer enabled" />;
  if (door.kind === 'elevator') return <StatusMark status="refused" word="Elevator" />;
  if (!door.isActivated) return <StatusMark status="refused" word="No lock yet" />;
  if (door.isConnected === false) return <StatusMark status="waiting" word="Offline" />;
  return <StatusMark status="active" word="Ready" />;
}
