'use client';

import { doorcodeFacets } from '#lib/access-facets';
import { searchString } from '#lib/search-params';
import { useListSearch } from '@/components/data-table/use-list-search';
import { Tabs } from '@/components/ui/tabs';
import { doorcodesParams } from '../search-params.ts';

const labels = { '': 'Work now', today: 'For today only', tomorrow: 'For tomorrow only' } as const;

/** The tabs keep the filters that are set. */
export function DayTabs() {
  const { values } = useListSearch(doorcodesParams);
  const tabs = doorcodeFacets.day.map((day) => ({
    href: `/doorcodes${searchString(doorcodesParams, { ...values, day, cursor: '' })}`,
    label: labels[day],
    isCurrent: values.day === day,
  }));
  return <Tabs label="Which doorcodes" tabs={tabs} />;
}
