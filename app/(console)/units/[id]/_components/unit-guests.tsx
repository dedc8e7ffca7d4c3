import Link from 'next/link';
import { listed } from '#lib/messages/counts';
import type { UnitView } from '#lib/schemas/unit';
import { WindowText } from '@/components/access/window-text';

/** Whom the household has let in: with whom, where and until when. */
export function UnitGuests({ unit }: { unit: UnitView }) {
  if (unit.guests.length === 0) return null;
  return (
    <section aria-labelledby="guests" className="min-w-0">
      <h2 id="guests" className="border-b border-line pb-1.5 font-semibold">
        Guests
      </h2>
      <ul className="divide-y divide-line">
        {unit.guests.map(({ personId, name, hostName, doors, isCode, start, end }) => (
          <li key={`${personId}:${hostName}:${isCode}`} className="py-2.5">
            <p className="truncate">
              <Link href={`/people/${personId}`} prefetch={false} className="font-medium">
                <bdi>{name}</bdi>
              </Link>
              <span className="text-muted">
                , guest of <bdi>{hostName}</bdi>
              </span>
            </p>
            <p className="text-sm text-muted wrap-anywhere">
              {isCode ? 'Code for ' : ''}
              <bdi>{listed(doors)}</bdi> · <WindowText window={{ start, end }} timeZone={unit.timeZone} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
