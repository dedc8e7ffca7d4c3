'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { counted } from '#lib/messages/counts';
import { doorSearch } from '#lib/queries/doors';
import { failureOf } from '#lib/queries/fetch-json';
import { NoDoor } from '@/components/door/no-door';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { FailureLine } from '@/components/ui/failure-line';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { TextField } from '@/components/ui/text-field';
import { usePaused } from '@/components/ui/use-paused';

type Props = {
  label: string;
  buildingId: string;
  chosen: readonly string[];
  onChange: (doorIds: string[]) => void;
};

/** Doors of one building, ticked in a list that can be searched. */
export function DoorPicker({ label, buildingId, chosen, onChange }: Props) {
  const [typed, setTyped] = useState('');
  const doors = useInfiniteQuery({ ...doorSearch(usePaused(typed.trim()), buildingId), enabled: buildingId !== '' });
  const found = doors.data?.pages.flatMap((page) => page.items) ?? [];
  const toggle = (id: string, isOn: boolean) =>
    onChange(isOn ? [...chosen, id] : chosen.filter((other) => other !== id));
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1 font-medium">
        {label} <span className="font-normal text-muted">{counted(chosen.length, 'door')} chosen</span>
      </legend>
      <TextField
        label="Search doors"
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        autoComplete="off"
        maxLength={200}
      />
      <div
        className="max-h-72 overflow-y-auto rounded border border-line px-3 py-2"
        aria-busy={doors.isPlaceholderData}
      >
        {doors.isPending && buildingId !== '' && <SkeletonRows count={6} />}
        {doors.isError && <FailureLine failure={failureOf(doors.error)} />}
        {doors.isSuccess && found.length === 0 && <NoDoor />}
        {found.map((door) => (
          <Checkbox
            key={door.id}
            label={<bdi>{door.name}</bdi>}
            checked={chosen.includes(door.id)}
            onChange={(event) => toggle(door.id, event.target.checked)}
          />
        ))}
        {doors.hasNextPage && (
          <Button isPending={doors.isFetchingNextPage} onClick={() => void doors.fetchNextPage()}>
            Show more doors
          </Button>
        )}
      </div>
    </fieldset>
  );
}
