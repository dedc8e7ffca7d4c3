import Link from 'next/link';
import type { BuildingView } from '#lib/schemas/building';
import { Attention } from '@/components/building/attention';
import { FactsColumn } from '@/components/ui/fact-list';
import { Time } from '@/components/ui/time';

/** The facts column: where it is, what needs a look, how fresh this is, what it cannot show. */
export function BuildingFacts({ building }: { building: BuildingView }) {
  const { portfolioId, portfolioName, address, timeZone, statedTimeZone, asOf } = building;
  const facts = [
    {
      label: 'Portfolio',
      value: portfolioId ? (
        <Link
          href={`/buildings?portfolio=${portfolioId}`}
          prefetch={false}
          dir="auto"
          className="text-accent underline underline-offset-2"
        >
          {portfolioName ?? 'Without a name'}
        </Link>
      ) : (
        'None'
      ),
    },
    { label: 'Address', value: <span dir="auto">{address.join(', ') || 'Not known'}</span> },
    {
      label: 'Time zone',
      value: timeZone ?? (statedTimeZone ? `“${statedTimeZone}”, which does not exist` : 'Not known'),
    },
    { label: 'Needs a look', value: <Attention building={building} /> },
    { label: 'Read from OpenKit', value: asOf ? <Time instant={asOf} zone={timeZone ?? 'UTC'} /> : 'Not yet' },
    {
      label: 'Not shown',
      value: (
        <span className="text-sm text-muted">
          Gatehouse sees doors enabled for you and your users. Mission Control may show more.
        </span>
      ),
    },
  ];
  return (
    <div className="lg:pt-4">
      <FactsColumn facts={facts} />
    </div>
  );
}
