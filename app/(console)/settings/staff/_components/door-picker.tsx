import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { doorSearch } from '#lib/queries/doors';
import { failureOf } from '#lib/queries/fetch-json';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { FailureLine } from '@/components/ui/failure-line';
import { TextField } from '@/components/ui/text-field';
import type { ChosenDoor } from './staff-form.ts';

type Props = { chosen: readonly ChosenDoor[]; onChange: (doors: ChosenDoor[]) => void };

const shown = 30;

/** Finds doors by name and keeps those that are ticked in sight, whatever is searched for next. */
export function DoorPicker({ chosen, onChange }: Props) {
  const [typed, setTyped] = useState('');
  const search = useInfiniteQuery(doorSearch(useDeferredValue(typed.trim()), ''));
  const found = (search.data?.pages[0]?.items ?? []).slice(0, shown);
  const others = found.filter((door) => !chosen.some(({ id }) => id === door.id));
  return (
    <div className="grid gap-2">
      <TextField
        label="Search doors"
        type="search"
        value={typed}
        maxLength={200}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        onChange={(event) => setTyped(event.target.value)}
      />
      {search.error && <FailureLine failure={failureOf(search.error)} />}
      <fieldset className="grid max-h-60 gap-1 overflow-y-auto rounded border border-edge p-3">
        <legend className="sr-only">Doors</legend>
        {chosen.map((door) => (
          <Checkbox
            key={door.id}
            label={<DoorName {...door} />}
            checked
            onChange={() => onChange(without(chosen, door.id))}
          />
        ))}
        {others.map(({ id, name, buildingName }) => (
          <Checkbox
            key={id}
            label={<DoorName name={name} buildingName={buildingName} />}
            checked={false}
            onChange={() => onChange([...chosen, { id, name, buildingName }])}
          />
        ))}
      </fieldset>
      {chosen.length > 0 && (
        <div>
          <Button variant="quiet" onClick={() => onChange([])}>
            Take all out
          </Button>
        </div>
      )}
    </div>
  );
}

const without = (doors: readonly ChosenDoor[], id: string): ChosenDoor[] => doors.filter((door) => door.id !== id);

const DoorName = ({ name, buildingName }: { name: string; buildingName: string }) => (
  <span className="wrap-anywhere">
    <bdi>{name}</bdi> <bdi className="text-muted">{buildingName}</bdi>
  </span>
);
