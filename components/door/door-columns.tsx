import Link from 'next/link';
import { countedAccesses } from '#lib/counted-accesses';
import { doorWords } from '#lib/messages/door-words';
import type { DoorRow } from '#lib/schemas/door';
import { columnsFor } from '@/components/data-table/columns';
import { Time } from '@/components/ui/time';
import { BatteryMark, BatteryTroubles } from './battery-mark.tsx';
import { ConnectionMark } from './connection-mark.tsx';
import { DoorLink } from './door-link.tsx';

const column = columnsFor<DoorRow>();

const name = column.accessor('name', {
  header: 'Door',
  meta: { card: 'title', sortKey: 'name' },
  cell: ({ row: { original } }) => <DoorLink door={original} className="font-medium" />,
});

const building = column.accessor('buildingName', {
  header: 'Building',
  meta: { card: 'fact', sortKey: 'building', width: 'w-[20%]' },
  cell: ({ row }) => (
    <Link href={`/buildings/${row.original.buildingId}`} prefetch={false} tabIndex={-1} dir="auto">
      {row.original.buildingName}
    </Link>
  ),
});

const kind = column.accessor(doorWords, { id: 'kind', header: 'Kind', meta: { width: 'w-36', from: 'xl' } });

const serialNumber = column.accessor('serialNumber', {
  header: 'Serial number',
  meta: { width: 'w-36', from: 'md', isExtra: true },
  cell: ({ getValue }) => <span title={getValue() ?? ''}>{getValue()}</span>,
});

const connection = column.display({
  id: 'connection',
  header: 'Connection',
  meta: { card: 'status', width: 'w-36' },
  cell: ({ row }) => (
    <>
      <ConnectionMark door={row.original} />
      <span className="flex justify-end gap-2 sm:hidden">
        <BatteryTroubles door={row.original} />
      </span>
    </>
  ),
});

const battery = column.accessor('batteryPercent', {
  header: 'Battery',
  meta: { sortKey: 'battery', width: 'w-56', from: 'md' },
  cell: ({ row }) => <BatteryMark door={row.original} />,
});

const batteryRead = column.accessor('batteryAt', {
  header: 'Battery read',
  meta: { sortKey: 'read', width: 'w-36', from: 'md', isExtra: true },
  cell: ({ row: { original } }) =>
    original.batteryAt && <Time instant={original.batteryAt} zone={original.timeZone ?? 'UTC'} />,
});

const people = column.accessor('peopleNow', {
  header: 'Open it now',
  meta: { width: 'w-28', align: 'right', from: 'lg' },
  cell: ({ getValue }) =>
    getValue()?.toLocaleString('en') ?? (
      <span title={`More than ${countedAccesses} accesses: the page of the door counts them`}>{countedAccesses}+</span>
    ),
});

export const doorColumns = column.columns([
  name,
  building,
  kind,
  serialNumber,
  connection,
  battery,
  batteryRead,
  people,
]);

const nameAndKind = column.accessor('name', {
  header: 'Door',
  meta: { card: 'title', sortKey: 'name' },
  cell: ({ row }) => (
    <>
      <DoorLink door={row.original} className="font-medium" />{' '}
      <span className="text-muted">{doorWords(row.original)}</span>
    </>
  ),
});

/** For a list of one building's doors, beside its facts: there is no room for a column of kinds. */
export const doorColumnsOfBuilding = column.columns([nameAndKind, connection, battery, people]);
