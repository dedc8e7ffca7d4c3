'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { doorSearch } from '#lib/queries/doors';
import { failureOf } from '#lib/queries/fetch-json';
import { NoDoor } from '@/components/door/no-door';
import { Button } from '@/components/ui/button';
import { FailureLine } from '@/components/ui/failure-line';
import { Icon } from '@/components/ui/icon';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { TextField } from '@/components/ui/text-field';
import { usePaused } from '@/components/ui/use-paused';

type Props = {
  title?: string;
  value: string;
  buildingId: string;
  onChoose: (door: string, name: string) => void;
  onClose: () => void;
};

/** Finds one door, such as a list is narrowed to, or takes that away. */
export default function DoorFilterSheet({ title = 'Which door?', value, buildingId, onChoose, onClose }: Props) {
  const [typed, setTyped] = useState('');
  const doors = useInfiniteQuery(doorSearch(usePaused(typed.trim()), buildingId));
  const found = doors.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Sheet
      title={title}
      onClose={onClose}
      footer={value !== '' && <Button onClick={() => onChoose('', '')}>Any door</Button>}
    >
      <div className="grid grid-cols-1 gap-4">
        <TextField
          label="Search doors by name or serial number"
          type="search"
          autoFocus
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          maxLength={200}
        />
        {doors.isPending && <SkeletonRows count={6} />}
        {doors.isError && <FailureLine failure={failureOf(doors.error)} />}
        {doors.isSuccess && found.length === 0 && <NoDoor />}
        <ul aria-label="Doors" aria-busy={doors.isPlaceholderData} className="grid grid-cols-1">
          {found.map((door) => (
            <li key={door.id} className="border-b border-line">
              <button
                type="button"
                aria-current={door.id === value ? 'true' : undefined}
                onClick={() => onChoose(door.id, door.name)}
                className="flex min-h-9 w-full items-center gap-2 px-1 py-1.5 text-left -outline-offset-2 hover:bg-sunken max-sm:min-h-11"
              >
                <span className="min-w-0 flex-1">
                  <bdi className="block truncate" title={door.name}>
                    {door.name}
                  </bdi>
                  <bdi className="block truncate text-sm text-muted">{door.buildingName}</bdi>
                </span>
                {door.id === value && <Icon name="check" className="text-accent" />}
              </button>
            </li>
          ))}
        </ul>
        {doors.hasNextPage && (
          <Button isPending={doors.isFetchingNextPage} onClick={() => void doors.fetchNextPage()}>
            Show more doors
          </Button>
        )}
      </div>
    </Sheet>
  );
}
