import Link from 'next/link';
import { listed } from '#lib/messages/counts';
import type { WalkDoor } from '#lib/schemas/walk';
import type { Instant } from '#lib/time/instant';
import { ClaimSyncButton } from '@/components/door/claim-sync-button';
import { Time } from '@/components/ui/time';

type Claim = { mayClaim: boolean; shownAt: Instant };

/** The locks of one building, floor by floor, with a box to tick on paper. */
export function WalkBuilding({ doors, ...claim }: { doors: readonly WalkDoor[] } & Claim) {
  const byFloor = [...Map.groupBy(doors, (door) => door.floor)];
  return (
    <section aria-label={doors[0]?.buildingName} className="break-inside-avoid-page pt-4">
      <h2 className="border-b border-line pb-1.5 font-semibold" dir="auto">
        {doors[0]?.buildingName}
      </h2>
      {byFloor.map(([floor, of]) => (
        <section key={floor ?? 'none'} aria-label={floorName(floor)} className="pt-2">
          <h3 className="text-sm text-muted">{floorName(floor)}</h3>
          <ul className="divide-y divide-line">
            {of.map((door) => (
              <WalkLine key={door.doorId} door={door} {...claim} />
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function WalkLine({ door, mayClaim, shownAt }: { door: WalkDoor } & Claim) {
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 break-inside-avoid py-2.5">
      <span aria-hidden="true" className="mt-0.5 hidden size-4 shrink-0 border border-edge print:block" />
      <div className="min-w-0 flex-1 basis-60">
        <Link href={`/doors/${door.doorId}`} prefetch={false} className="font-medium wrap-anywhere">
          <bdi>{door.name}</bdi>
        </Link>
        {door.toForget.length > 0 && (
          <p className="text-sm text-waiting wrap-anywhere">Still opens for {listed(door.toForget, 5)}</p>
        )}
        {door.toLearn.length > 0 && (
          <p className="text-sm text-muted wrap-anywhere">May not be up to date for {listed(door.toLearn, 5)}</p>
        )}
      </div>
      <span className="text-sm text-muted">
        <Time instant={door.since} zone={door.timeZone ?? 'UTC'} />
      </span>
      {mayClaim && (
        <span className="print:hidden">
          <ClaimSyncButton doorId={door.doorId} shownAt={shownAt} />
        </span>
      )}
    </li>
  );
}

const floorName = (floor: number | null): string => (floor === null ? 'Entrance and other doors' : `Floor ${floor}`);
