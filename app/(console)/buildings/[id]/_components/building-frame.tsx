import type { ReactNode } from 'react';
import { whyNoDailyCodes } from '#lib/messages/door-words';
import type { BuildingView } from '#lib/schemas/building';
import { zoneCity } from '#lib/time/zone';
import { Banner } from '@/components/ui/banner';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import { BuildingFacts } from './building-facts.tsx';

type Props = { building: BuildingView; tab: 'doors' | 'people' | 'residents' | 'history'; children: ReactNode };

/** A building's page around one of its lists. */
export function BuildingFrame({ building, tab, children }: Props) {
  const { id, name, address, timeZone, statedTimeZone: stated, residents } = building;
  const noDailyCodes = whyNoDailyCodes({ timeZone, stated });
  const facts = [address.join(', '), timeZone ? `${zoneCity(timeZone)} time` : 'No time zone known'].filter(Boolean);
  const tabs = [
    { href: `/buildings/${id}`, label: 'Doors', count: building.doors, isCurrent: tab === 'doors' },
    { href: `/buildings/${id}/people`, label: 'People', count: building.people, isCurrent: tab === 'people' },
    {
      href: `/buildings/${id}/residents`,
      label: 'Other residents',
      count: residents.asOf === null ? undefined : residents.others,
      isCurrent: tab === 'residents',
    },
    { href: `/buildings/${id}/history`, label: 'History', isCurrent: tab === 'history' },
  ];
  return (
    <>
      <PageHeader
        title={name}
        facts={<span className="break-words">{facts.join(' · ')}</span>}
        tabs={<Tabs label="In this building" tabs={tabs} />}
      />
      <div className="grid gap-3 pt-4 empty:hidden">
        {building.isGone && (
          <Banner tone="warn" title="OpenKit no longer lists this building.">
            This page shows past data only.
          </Banner>
        )}
        {noDailyCodes && <Banner tone="warn" title={noDailyCodes} />}
      </div>
      <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        {children}
        <BuildingFacts building={building} />
      </div>
    </>
  );
}
