import Link from 'next/link';
import type { BuildingView } from '#lib/schemas/building';
import { Attention } from '@/components/building/attention';
import { CoverageNote } from '@/components/sync/coverage-note';
import { FactsColumn } from '@/components/ui/fact-list';

/** The facts column: where it is, what needs a look, how fresh this is, what it cannot show. */
export function BuildingFacts({ building }: { building: BuildingView }) {
  const { portfolioId, portfolioName, address, timeZone, statedTimeZone, asOf, coverage } = building;
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
    {
      label: 'Covers',
      value: (
        <span className="text-sm text-muted">
          <CoverageNote asOf={asOf} coverage={coverage} />
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
