'use client';

import { eventCauses, historyKinds } from '#lib/history';
import { causeNames, historyKindNames } from '#lib/messages/history-words';
import { DoorFilter } from '@/components/access/door-filter';
import { DayFilter } from '@/components/data-table/day-filter';
import { FilterFold } from '@/components/data-table/filter-fold';
import { FilterSelect } from '@/components/data-table/filter-select';
import type { HistoryValues } from './history-params.ts';

const kinds = historyKinds.filter((kind) => kind !== '').map((value) => ({ value, label: historyKindNames[value] }));
const causes = eventCauses.map((value) => ({ value, label: causeNames[value] }));

type Props = {
  values: HistoryValues;
  onFilter: (patch: Partial<HistoryValues>) => void;
  /** The building to find a door in, empty = any; null where all of it is about one door. */
  doorsOf: string | null;
};

/** Narrows a history to a kind of event, a cause, a door, and days in UTC. */
export function HistoryFilters({ values: { kind, cause, door, from, to }, onFilter, doorsOf }: Props) {
  return (
    <FilterFold count={[kind, cause, door, from, to].filter(Boolean).length}>
      <FilterSelect
        label="Event"
        everything="All events"
        options={kinds}
        value={kind}
        onChange={(chosen) => onFilter({ kind: chosen })}
      />
      <FilterSelect
        label="Cause"
        everything="Any cause"
        options={causes}
        value={cause}
        onChange={(chosen) => onFilter({ cause: chosen })}
      />
      {(doorsOf !== null || door) && (
        <DoorFilter value={door} buildingId={doorsOf ?? ''} onChange={(id) => onFilter({ door: id })} />
      )}
      <DayFilter label="From" value={from} onChange={(day) => onFilter({ from: day })} />
      <DayFilter label="To" value={to} onChange={(day) => onFilter({ to: day })} />
    </FilterFold>
  );
}
