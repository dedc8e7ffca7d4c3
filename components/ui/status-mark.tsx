import { Icon, type IconName } from './icon.tsx';

export type Status =
  | 'active'
  | 'scheduled'
  | 'ended'
  | 'waiting'
  | 'unconfirmed'
  | 'queued'
  | 'sending'
  | 'refused'
  | 'failed'
  | 'cancelled';

const looks: Record<Status, { icon: IconName; word: string; colour: string }> = {
  active: { icon: 'active', word: 'Active', colour: 'text-accent' },
  scheduled: { icon: 'calendar', word: 'Scheduled', colour: 'text-scheduled' },
  ended: { icon: 'ended', word: 'Ended', colour: 'text-muted' },
  waiting: { icon: 'sync', word: 'Waiting for sync', colour: 'text-waiting' },
  unconfirmed: { icon: 'question', word: 'Not confirmed', colour: 'text-waiting' },
  queued: { icon: 'clock', word: 'Queued', colour: 'text-scheduled' },
  sending: { icon: 'send', word: 'Sending', colour: 'text-scheduled' },
  refused: { icon: 'refused', word: 'Refused', colour: 'text-stopped' },
  failed: { icon: 'warning', word: 'Failed', colour: 'text-stopped' },
  cancelled: { icon: 'ended', word: 'Not sent', colour: 'text-muted' },
};

/**
 * How something stands: icon, word and colour together, because colour alone says nothing to many. `word` overrides.
 */
export function StatusMark({ status, word }: { status: Status; word?: string }) {
  const look = looks[status];
  return (
    <span className={`inline-flex items-center gap-1.5 align-bottom whitespace-nowrap ${look.colour}`}>
      <Icon name={look.icon} />
      {word ?? look.word}
    </span>
  );
}
