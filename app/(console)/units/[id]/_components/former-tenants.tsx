import Link from 'next/link';
import type { UnitView } from '#lib/schemas/unit';
import { Time } from '@/components/ui/time';

/** The last ones who moved out, with the operation that took their doors. */
export function FormerTenants({ unit }: { unit: UnitView }) {
  if (unit.formerTenants.length === 0) return null;
  return (
    <section aria-labelledby="former" className="min-w-0">
      <h2 id="former" className="border-b border-line pb-1.5 font-semibold">
        Moved out
      </h2>
      <ul className="divide-y divide-line">
        {unit.formerTenants.map(({ tenancyId, personId, name, endedAt, operationId }) => (
          <li key={tenancyId} className="flex flex-wrap items-baseline gap-x-4 py-2.5">
            <span className="min-w-0 flex-1 truncate">
              {personId ? (
                <Link href={`/people/${personId}?show=ended`} prefetch={false}>
                  <bdi>{name}</bdi>
                </Link>
              ) : (
                <bdi>{name}</bdi>
              )}
            </span>
            {operationId && (
              <Link
                href={`/operations/${operationId}`}
                prefetch={false}
                className="text-sm text-accent underline underline-offset-2"
              >
                See the operation
              </Link>
            )}
            <span className="text-sm text-muted">
              <Time instant={endedAt} zone={unit.timeZone ?? 'UTC'} as="both" />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
