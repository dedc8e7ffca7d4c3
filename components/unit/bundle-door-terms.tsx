'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { doorSearch } from '#lib/queries/doors';
import type { SaveBundleInput } from '#lib/schemas/bundle';
import { Checkbox } from '@/components/ui/checkbox';
import { DayField } from '@/components/ui/day-field';

type Doors = SaveBundleInput['doors'];
type Props = { buildingId: string; doors: Doors; onChange: (doors: Doors) => void };

/** What differs on each door chosen: whether it may be shared, and a last day of its own. */
export function BundleDoorTerms({ buildingId, doors, onChange }: Props) {
  const names = useDoorNames(buildingId);
  const change = (doorId: string, part: Partial<Doors[number]>) =>
    onChange(doors.map((door) => (door.doorId === doorId ? { ...door, ...part } : door)));
  if (doors.length === 0) return null;
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium">On each door</legend>
      <ul className="divide-y divide-line border-y border-line">
        {doors.map(({ doorId, isShareable, endsOn }) => (
          <li key={doorId} className="grid gap-2 py-3 sm:grid-cols-2">
            <div>
              <p className="truncate font-medium" dir="auto">
                {names.get(doorId) ?? 'A door'}
              </p>
              <Checkbox
                label="May be passed on to guests"
                checked={isShareable}
                onChange={(event) => change(doorId, { isShareable: event.target.checked })}
              />
            </div>
            <DayField
              label="Last day of its own"
              isOptional
              value={endsOn ?? ''}
              onChange={(day) => change(doorId, { endsOn: day || null })}
            />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

/** Names of all doors of the building: those chosen may not be among the ones searched for. */
function useDoorNames(buildingId: string): Map<string, string> {
  const { data, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    ...doorSearch('', buildingId),
    enabled: buildingId !== '',
  });
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return new Map(data?.pages.flatMap(({ items }) => items.map(({ id, name }): [string, string] => [id, name])));
}
