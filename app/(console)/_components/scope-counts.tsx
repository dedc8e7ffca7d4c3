import Link from 'next/link';
import { type Area, inArea } from '#lib/area';
import type { Overview } from '#lib/schemas/overview';

/** How much there is in scope and area. */
export function ScopeCounts({ overview, area }: { overview: Overview; area: Area }) {
  const { people, doors, buildings } = overview;
  return (
    <dl className="grid grid-cols-3 divide-x divide-line border-y border-line">
      <Count label="People" count={people} href={inArea('/people', area)} />
      <Count label="Doors" count={doors} href={inArea('/doors', area)} />
      <Count label="Buildings" count={buildings} href={inArea('/buildings', area)} />
    </dl>
  );
}

function Count({ label, count, href }: { label: string; count: number; href: string }) {
  return (
    <div className="grid gap-0.5 px-6 py-4 first:pl-0 max-sm:px-3">
      <dt className="text-sm text-muted">{label}</dt>
      <dd>
        <Link href={href} prefetch={false} className="text-2xl font-semibold underline-offset-4 hover:underline">
          {count.toLocaleString('en')}
        </Link>
      </dd>
    </div>
  );
}
