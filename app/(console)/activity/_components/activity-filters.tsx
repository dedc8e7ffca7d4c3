'use client';

import { useQuery } from '@tanstack/react-query';
import { eventNames, eventPhases } from '#lib/events';
import { eventLabels, phaseLabels } from '#lib/messages/activity-words';
import { activityStaff } from '#lib/queries/activity';
import { DayFilter } from '@/components/data-table/day-filter';
import { FilterFold } from '@/components/data-table/filter-fold';
import { FilterSelect } from '@/components/data-table/filter-select';
import { Button } from '@/components/ui/button';
import type { ActivityValues } from '../search-params.ts';

const events = eventNames
  .map((value) => ({ value, label: eventLabels[value] }))
  .toSorted((a, b) => a.label.localeCompare(b.label));
const outcomes = eventPhases.map((value) => ({ value, label: phaseLabels[value] }));

type FilterProps = { values: ActivityValues; onFilter: (patch: Partial<ActivityValues>) => void };

/** What narrows the log, beside its search. */
export function ActivityFilters({ values, onFilter }: FilterProps) {
  const staff = useQuery(activityStaff());
  const { event, outcome, person, from, to } = values;
  const people = (staff.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FilterFold count={[event, outcome, values.staff, person, from, to].filter(Boolean).length}>
      <FilterSelect
        label="Event"
        everything="All events"
        options={events}
        value={event}
        onChange={(chosen) => onFilter({ event: chosen })}
      />
      <FilterSelect
        label="Outcome"
        everything="All outcomes"
        options={outcomes}
        value={outcome}
        onChange={(chosen) => onFilter({ outcome: chosen })}
      />
      <FilterSelect
        label="Member of staff"
        everything="All staff"
        options={people}
        value={values.staff}
        onChange={(value) => onFilter({ staff: value })}
      />
      <DayFilter label="From" value={from} onChange={(value) => onFilter({ from: value })} />
      <DayFilter label="To" value={to} onChange={(value) => onFilter({ to: value })} />
      {person && (
        <Button icon="close" onClick={() => onFilter({ person: '' })}>
          One person only
        </Button>
      )}
    </FilterFold>
  );
}
