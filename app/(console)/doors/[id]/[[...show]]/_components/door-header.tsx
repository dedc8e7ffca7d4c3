import type { ReactNode } from 'react';
import { counted } from '#lib/messages/counts';
import { doorWords } from '#lib/messages/door-words';
import type { DoorView } from '#lib/schemas/door';
import { zoneCity } from '#lib/time/zone';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import type { Shown } from '../search-params.ts';

const names: Record<Shown, string> = { now: 'Now', next: 'Next', ended: 'Ended' };

/** Which door this is, how many can open it, and the way to its three lists and its history. */
export function DoorHeader({ door, show, action }: { door: DoorView; show: Shown | 'history'; action?: ReactNode }) {
  const facts = [
    door.buildingName,
    door.timeZone ? `${zoneCity(door.timeZone)} time` : 'No time zone known',
    doorWords(door),
    `${counted(door.counts.now, 'access works', 'accesses work')} now`,
  ];
  const tabs = (['now', 'next', 'ended'] as const).map((each) => ({
    href: each === 'now' ? `/doors/${door.id}` : `/doors/${door.id}/${each}`,
    label: names[each],
    count: door.counts[each],
    isCurrent: each === show,
  }));
  const history = { href: `/doors/${door.id}/history`, label: 'History', isCurrent: show === 'history' };
  return (
    <PageHeader
      title={door.name}
      facts={<span className="break-words">{facts.join(' · ')}</span>}
      action={action}
      tabs={<Tabs label="Access to this door" tabs={[...tabs, history]} />}
    />
  );
}
