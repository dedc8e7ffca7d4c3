'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import type { BuildingOption } from '#lib/schemas/building';
import { Icon } from '@/components/ui/icon';

/** Lists that can be narrowed to a building; from anywhere else a choice leads to the first. */
const lists = ['/people', '/doors', '/accesses', '/doorcodes', '/guests', '/operations', '/activity'];

/** On top of the rail: one building or all. Its value is the `building` of the list's address and stands nowhere else. */
export function BuildingSwitcher({ buildings }: { buildings: readonly BuildingOption[] }) {
  const router = useRouter();
  const pathname = usePathname();
  const chosen = useSearchParams().get('building') ?? '';
  const isKnown = buildings.some((building) => building.id === chosen);
  const [only] = buildings;
  if (only && buildings.length === 1) {
    return (
      <p className="truncate px-2.5 text-sm text-muted" title={only.name} dir="auto">
        {only.name}
      </p>
    );
  }
  const go = (id: string) => {
    const list = lists.find((path) => path === pathname) ?? '/people';
    router.push(id === '' ? list : `${list}?building=${id}`);
  };
  return (
    <div className="relative">
      <select
        aria-label="Building"
        value={isKnown ? chosen : ''}
        onChange={(event) => go(event.target.value)}
        className="h-9 w-full appearance-none truncate rounded border border-line bg-raised pr-8 pl-2.5 font-medium hover:border-edge"
      >
        <option value="">All buildings</option>
        {[...Map.groupBy(buildings, (building) => building.portfolioName ?? 'Without a portfolio')].map(
          ([portfolio, of]) => (
            <optgroup key={portfolio} label={portfolio}>
              {of.map((building) => (
                <option key={building.id} value={building.id}>
                  {building.name}
                </option>
              ))}
            </optgroup>
          ),
        )}
      </select>
      <Icon
        name="chevron-down"
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-muted"
      />
    </div>
  );
}
