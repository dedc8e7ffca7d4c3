import Link from 'next/link';
import { connectionOf } from '#lib/door-facets';
import { connectionSentences, doorWords } from '#lib/messages/door-words';
import type { DoorView } from '#lib/schemas/door';
import { BatteryMark } from '@/components/door/battery-mark';
import { ConnectionMark } from '@/components/door/connection-mark';
import { CoverageNote } from '@/components/sync/coverage-note';
import { CopyButton } from '@/components/ui/copy-button';
import { FactsColumn } from '@/components/ui/fact-list';

const link = 'text-accent underline underline-offset-2';

/** The facts column: the lock, what its connection means, how fresh this is, what it cannot show. */
export function DoorFacts({ door }: { door: DoorView }) {
  const facts = [
    { label: 'Building', value: <BuildingLink door={door} /> },
    { label: 'Portfolio', value: <span dir="auto">{door.portfolioName ?? 'None'}</span> },
    { label: 'Time zone', value: door.timeZone ?? 'Not known: day codes are refused here' },
    { label: 'Kind', value: doorWords(door) },
    { label: 'Connection', value: <ConnectionFact door={door} /> },
    { label: 'Battery', value: <BatteryMark door={door} readAs="both" /> },
    { label: 'Device', value: door.deviceType ? `Latch ${door.deviceType}` : 'None installed' },
    { label: 'Serial number', value: <Serial value={door.serialNumber} /> },
    {
      label: 'Over time',
      value: (
        <Link href={`/schedules?door=${door.id}`} prefetch={false} className={link}>
          See its timeline
        </Link>
      ),
    },
    {
      label: 'Review',
      value: (
        <Link href={`/schedules/certify?doors=${door.id}`} prefetch={false} className={link}>
          Certify this door
        </Link>
      ),
    },
    ...(door.operationIds.length > 0 ? [{ label: 'Under way', value: <Operations ids={door.operationIds} /> }] : []),
    {
      label: 'Covers',
      value: (
        <span className="text-sm text-muted">
          <CoverageNote asOf={door.asOf} coverage={door.coverage} /> Others may hold access to this door there.
        </span>
      ),
    },
  ];
  return (
    <div className="lg:pt-4">
      <FactsColumn facts={facts} />
    </div>
  );
}

const BuildingLink = ({ door }: { door: DoorView }) => (
  <Link href={`/buildings/${door.buildingId}`} prefetch={false} dir="auto" className={link}>
    {door.buildingName}
  </Link>
);

const ConnectionFact = ({ door }: { door: DoorView }) => (
  <>
    <ConnectionMark door={door} />
    {door.isActivated && (
      <span className="mt-1 block text-sm text-muted">{connectionSentences[connectionOf(door.isConnected)]}</span>
    )}
  </>
);

function Serial({ value }: { value: string | null }) {
  if (value === null) return <span className="text-muted">Not known</span>;
  return (
    <span className="flex items-start gap-1">
      <code className="min-w-0 font-mono break-all">{value}</code>
      <span className="-my-1.5">
        <CopyButton value={value} label="Copy serial number" />
      </span>
    </span>
  );
}

const Operations = ({ ids }: { ids: string[] }) =>
  ids.map((id, index) => (
    <Link key={id} href={`/operations/${id}`} prefetch={false} className={`mr-3 ${link}`}>
      {ids.length === 1 ? 'See the operation' : `Operation ${index + 1}`}
    </Link>
  ));
