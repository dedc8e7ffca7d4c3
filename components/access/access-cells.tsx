import Link from 'next/link';
import { windowText } from '#lib/messages/access-words';
import { nearWindow } from '#lib/messages/window-words';
import type { AccessRow } from '#lib/schemas/access-row';
import { epochMs } from '#lib/time/instant';
import { useNow } from '@/components/ui/clock';
import { StatusMark } from '@/components/ui/status-mark';
import { Time } from '@/components/ui/time';
import { standingOf } from './access-standing.ts';

type CellProps = { access: AccessRow };

/** Links in rows are no tab stops of their own: arrows reach them. */
export function PersonCell({ access: { personId, personName } }: CellProps) {
  return (
    <Link
      href={`/people/${personId}`}
      prefetch={false}
      tabIndex={-1}
      dir="auto"
      title={personName}
      className="font-medium"
    >
      {personName}
    </Link>
  );
}

export function DoorCell({ access: { doorName, buildingName } }: CellProps) {
  return (
    <span title={`${doorName}, ${buildingName}`}>
      <span dir="auto">{doorName}</span>{' '}
      <span className="text-muted" dir="auto">
        {buildingName}
      </span>
    </span>
  );
}

/** From now; to the minute where it is pointed at or its row has the focus. */
export function WindowCell({ access }: CellProps) {
  const zone = access.timeZone ?? 'UTC';
  return (
    <span className="with-exact">
      {nearWindow(access, zone, useNow())} <span>{windowText(access, zone)}</span>
    </span>
  );
}

/** To the minute, beside a column that tells it from now. */
export function ExactWindowCell({ access }: CellProps) {
  const text = windowText(access, access.timeZone ?? 'UTC');
  return <span title={text}>{text}</span>;
}

/** A start of the epoch is one nobody told. */
export function StartCell({ access: { start, timeZone } }: CellProps) {
  if (epochMs(start) === 0) return <span className="text-muted">Not told</span>;
  return <Time instant={start} zone={timeZone ?? 'UTC'} />;
}

export function StateCell({ access }: CellProps) {
  return <StatusMark {...standingOf(access)} />;
}

/** Whose guest they are: of the resident who shared it, or for whom we gave it, where they may be seen. */
export function HostCell({ access: { granterKind, granterId, granterName, hostId, hostName } }: CellProps) {
  if (hostId !== null) return <HostLink id={hostId} name={hostName} />;
  if (granterKind === 'partner') return 'Nobody: given by us';
  if (granterKind === 'unknown') return <span className="text-muted">OpenKit names nobody</span>;
  if (granterId === null) return 'A resident';
  return <HostLink id={granterId} name={granterName} />;
}

const HostLink = ({ id, name }: { id: string; name: string | null }) => (
  <Link href={`/people/${id}`} prefetch={false} tabIndex={-1} dir="auto" title={name ?? undefined}>
    {name}
  </Link>
);
