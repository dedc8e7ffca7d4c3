'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { type Area, areaPageFor, everywhere, inArea } from '#lib/area';
import type { BuildingOption } from '#lib/schemas/building';
import { useArea } from '@/components/shell/area-provider';
import { AreaSelect } from './area-select.tsx';

type Props = { buildings: readonly BuildingOption[]; className?: string };

/**
 * One portfolio or all, one building or all, for every page. The choice stands in the page's address and nowhere else;
 * from a page that is about one thing it leads to the list of such things.
 */
export function AreaSwitcher({ buildings, className = '' }: Props) {
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams();
  const area = useArea();
  const portfolios = new Map(
    buildings.flatMap((one) => (one.portfolioId ? [[one.portfolioId, portfolioOf(one)]] : [])),
  );
  const offered = buildings.filter(({ portfolioId }) => area.portfolio === '' || portfolioId === area.portfolio);
  const [only] = buildings;

  const go = (next: Area) => {
    const page = areaPageFor(pathname);
    const kept = new URLSearchParams(page === pathname ? search : '');
    for (const name of ['portfolio', 'building', 'cursor']) kept.delete(name);
    router.push(inArea(kept.size === 0 ? page : `${page}?${kept}`, next));
  };

  if (only && buildings.length === 1) {
    return (
      <p className={`truncate px-2.5 text-sm text-muted ${className}`} title={only.name} dir="auto">
        {only.name}
      </p>
    );
  }
  return (
    <div className={`grid gap-1.5 max-md:grid-flow-col max-md:auto-cols-fr ${className}`}>
      {portfolios.size > 1 && (
        <AreaSelect
          label="Portfolio"
          everything="All portfolios"
          value={area.portfolio}
          isKnown={area.portfolio === '' || portfolios.has(area.portfolio)}
          onChange={(portfolio) => go({ ...everywhere, portfolio })}
        >
          {[...portfolios].map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </AreaSelect>
      )}
      <AreaSelect
        label="Building"
        everything="All buildings"
        value={area.building}
        isKnown={area.building === '' || offered.some(({ id }) => id === area.building)}
        onChange={(building) => go({ ...area, building })}
      >
        {[...Map.groupBy(offered, portfolioOf)].map(([portfolio, of]) => (
          <optgroup key={portfolio} label={portfolio}>
            {of.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </optgroup>
        ))}
      </AreaSelect>
    </div>
  );
}

const portfolioOf = ({ portfolioName }: BuildingOption): string => portfolioName ?? 'Without a portfolio';
