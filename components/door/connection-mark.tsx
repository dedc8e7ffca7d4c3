import { type Connection, connectionOf } from '#lib/door-facets';
import { connectionNames } from '#lib/messages/door-words';
import type { DoorRow } from '#lib/schemas/door';
import { Icon, type IconName } from '@/components/ui/icon';

const looks: Record<Connection, { icon: IconName; colour: string }> = {
  connected: { icon: 'active', colour: 'text-accent' },
  offline: { icon: 'warning', colour: 'text-waiting' },
  unknown: { icon: 'question', colour: 'text-muted' },
};

/** How a door's lock stands: installed at all, in touch with Latch or not. Icon, word and colour together. */
export function ConnectionMark({ door }: { door: Pick<DoorRow, 'isConnected' | 'isActivated'> }) {
  const connection = connectionOf(door.isConnected);
  const look = door.isActivated ? looks[connection] : { icon: 'refused' as const, colour: 'text-stopped' };
  return (
    <span className={`inline-flex items-center gap-1.5 align-bottom whitespace-nowrap ${look.colour}`}>
      <Icon name={look.icon} />
      {door.isActivated ? connectionNames[connection] : 'Not activated'}
    </span>
  );
}
