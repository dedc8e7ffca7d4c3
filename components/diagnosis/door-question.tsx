'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { doorSearch } from '#lib/queries/doors';
import { failureOf } from '#lib/queries/fetch-json';
import { NoDoor } from '@/components/door/no-door';
import { DoorSearchBar } from '@/components/grant-access/door-search-bar';
import { Button } from '@/components/ui/button';
import { FailureLine } from '@/components/ui/failure-line';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { usePaused } from '@/components/ui/use-paused';

/** Which door the caller stands at: any door in scope, because they may have no access to it. */
export function DoorQuestion({ onChoose }: { onChoose: (doorId: string) => void }) {
  const [typed, setTyped] = useState('');
  const [buildingId, setBuildingId] = useState('');
  const doors = useInfiniteQuery(doorSearch(usePaused(typed.trim()), buildingId));
  const found = doors.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <section aria-labelledby="which-door" className="grid gap-3">
      <h3 id="which-door" className="font-semibold">
        Which door are they at?
      </h3>
      <DoorSearchBar
        typed={typed}
        onType={setTyped}
        buildingId={buildingId}
        onBuilding={setBuildingId}
        isInvalid={false}
        describedBy={undefined}
      />
      {doors.isPending && <SkeletonRows count={6} />}
      {doors.isError && <FailureLine failure={failureOf(doors.error)} />}
      {doors.isSuccess && found.length === 0 && <NoDoor />}
      <ul aria-label="Doors" aria-busy={doors.isPlaceholderData} className="divide-y divide-line">
        {found.map(({ id, name, buildingName }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => onChoose(id)}
              className="flex min-h-9 w-full items-baseline gap-2 px-1 py-1.5 text-left hover:bg-sunken max-sm:min-h-11"
            >
              <span className="font-medium" dir="auto">
                {name}
              </span>
              <span className="text-sm text-muted" dir="auto">
                {buildingName}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {doors.hasNextPage && (
        <Button isPending={doors.isFetchingNextPage} onClick={() => void doors.fetchNextPage()}>
          Show more doors
        </Button>
      )}
    </section>
  );
}
