import Link from 'next/link';
import { inArea } from '#lib/area';
import type { BuildingOption } from '#lib/schemas/building';
import { EmptyState } from '@/components/ui/empty-state';
import { Icon } from '@/components/ui/icon';

type Props = { buildings: BuildingOption[]; portfolio: string };

/** Whose timeline? One building of those in reach, or of the portfolio chosen, by portfolio. */
export function ChooseBuilding({ buildings, portfolio }: Props) {
  if (buildings.length === 0) {
    return (
      <EmptyState kind="no-data" title="No building has been read yet">
        Buildings appear here once OpenKit has been read, as far as you may see them.
      </EmptyState>
    );
  }
  return (
    <section aria-labelledby="choose" className="max-w-3xl py-5">
      <h2 id="choose" className="font-semibold">
        Choose a building
      </h2>
      <p className="text-muted">
        A timeline shows the people of one building. Those of a door or a person open from their pages.
      </p>
      <ul className="mt-4 divide-y divide-line border-y border-line">
        {buildings.map(({ id, name, portfolioName }) => (
          <li key={id}>
            <Link
              href={inArea('/schedules', { portfolio, building: id })}
              prefetch={false}
              className="group flex items-center gap-4 py-2.5"
            >
              <bdi className="min-w-0 flex-1 truncate font-medium underline-offset-2 group-hover:underline">{name}</bdi>
              <bdi className="min-w-0 max-w-1/2 truncate text-muted">{portfolioName}</bdi>
              <Icon name="chevron-right" className="text-muted" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
