'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { doorSearch } from '#lib/queries/doors';
import { failureOf } from '#lib/queries/fetch-json';
import { NoDoor } from '@/components/door/no-door';
import { Button } from '@/components/ui/button';
import { FailureLine } from '@/components/ui/failure-line';
import { describedBy, type FieldError, FieldNotes } from '@/components/ui/field';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { usePaused } from '@/components/ui/use-paused';
import { ChosenDoors } from './chosen-doors.tsx';
import { DoorList } from './door-list.tsx';
import { DoorSearchBar } from './door-search-bar.tsx';
import type { ChosenDoor } from './grant-draft.ts';

type Props = {
  chosen: ChosenDoor[];
  onChange: (doors: ChosenDoor[]) => void;
  /** The building to begin with; empty = all. */
  buildingId: string;
  heldDoorIds: readonly string[];
  error?: FieldError;
};

const mostDoors = 500;

/** Which doors: searched for by name or building, chosen from a list, kept as chips whatever is searched for next. */
export function DoorChooser({ chosen, onChange, buildingId: firstBuildingId, heldDoorIds, error }: Props) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [buildingId, setBuildingId] = useState(firstBuildingId);
  const doors = useInfiniteQuery(doorSearch(usePaused(typed.trim()), buildingId));
  const found = doors.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1 font-medium">Which doors?</legend>
      <ChosenDoors chosen={chosen} onChange={onChange} />
      <DoorSearchBar
        typed={typed}
        onType={setTyped}
        buildingId={buildingId}
        onBuilding={setBuildingId}
        isInvalid={error !== undefined}
        describedBy={describedBy(id, { error })}
      />
      <FieldNotes id={id} error={error} />
      <div className="max-h-72 overflow-y-auto rounded border border-line" aria-busy={doors.isPlaceholderData}>
        {doors.isPending && <SkeletonRows count={6} />}
        {doors.isError && (
          <div className="p-3">
            <FailureLine failure={failureOf(doors.error)} />
          </div>
        )}
        {doors.isSuccess && found.length === 0 && (
          <div className="p-3">
            <NoDoor />
          </div>
        )}
        {found.length > 0 && (
          <DoorList
            found={found}
            chosen={chosen}
            heldDoorIds={heldDoorIds}
            onChange={(next) => onChange(next.slice(0, mostDoors))}
          />
        )}
        {doors.hasNextPage && (
          <div className="p-2">
            <Button isPending={doors.isFetchingNextPage} onClick={() => void doors.fetchNextPage()}>
              Show more doors
            </Button>
          </div>
        )}
      </div>
    </fieldset>
  );
}
