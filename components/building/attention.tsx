import Link from 'next/link';
import { counted } from '#lib/messages/counts';
import type { BuildingRow } from '#lib/schemas/building';
import { Icon } from '@/components/ui/icon';

type Props = {
  building: Pick<BuildingRow, 'id' | 'offline' | 'notActivated' | 'lowBatteries'>;
  /** In a grid, arrows reach the links, not the Tab key. */
  isInRow?: boolean;
};

/** What needs a look in a building, each with the doors it is about. */
export function Attention({ building, isInRow = false }: Props) {
  const { offline, notActivated, lowBatteries } = building;
  const matters = [
    { count: offline, text: `${offline.toLocaleString('en')} offline`, filter: 'connection=offline' },
    {
      count: notActivated,
      text: `${notActivated.toLocaleString('en')} not activated`,
      filter: 'activation=not_activated',
    },
    { count: lowBatteries, text: counted(lowBatteries, 'low battery', 'low batteries'), filter: 'battery=low' },
  ].filter(({ count }) => count > 0);
  if (matters.length === 0) return <span className="text-muted">Nothing</span>;
  return (
    <>
      <Icon name="warning" className="mr-1.5 inline align-[-3px] text-waiting" />
      {matters.map(({ text, filter }) => (
        <Link
          key={filter}
          href={`/doors?building=${building.id}&${filter}`}
          prefetch={false}
          tabIndex={isInRow ? -1 : undefined}
          className="mr-3 last:mr-0 inline-block leading-6 whitespace-nowrap underline decoration-edge underline-offset-2 hover:decoration-current"
        >
          {text}
        </Link>
      ))}
    </>
  );
}
