'use client';

import { batteryTroubles } from '#lib/battery';
import type { DoorRow } from '#lib/schemas/door';
import { useNow } from '@/components/ui/clock';
import { Icon } from '@/components/ui/icon';
import { Time } from '@/components/ui/time';

const troubleLooks = {
  low: { icon: 'warning', word: 'Low', colour: 'text-stopped' },
  stale: { icon: 'clock', word: 'Stale', colour: 'text-waiting' },
} as const;

type Battery = Pick<DoorRow, 'batteryPercent' | 'batteryAt'>;

/** What is wrong with a battery, in icon and word; nothing where nothing is. */
export function BatteryTroubles({ door }: { door: Battery }) {
  const now = useNow();
  return batteryTroubles(door, now).map((trouble) => {
    const { icon, word, colour } = troubleLooks[trouble];
    return (
      <span key={trouble} className={`inline-flex items-center gap-1 ${colour}`}>
        <Icon name={icon} />
        {word}
      </span>
    );
  });
}

type MarkProps = { door: Battery & Pick<DoorRow, 'timeZone'>; readAs?: 'relative' | 'both' };

/** A battery's charge, what is wrong with it, and how old the reading is: `both` outside a row. */
export function BatteryMark({ door, readAs }: MarkProps) {
  if (door.batteryPercent === null) return <span className="text-muted">Not known</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 align-top">
      <span>{door.batteryPercent}%</span>
      <BatteryTroubles door={door} />
      {door.batteryAt && (
        <span className="text-muted">
          <Time instant={door.batteryAt} zone={door.timeZone ?? 'UTC'} as={readAs} />
        </span>
      )}
    </span>
  );
}
