import { type SQL, sql } from 'drizzle-orm';
import { exactText } from '#lib/csv';
import { activationNames, connectionNames, doorWords } from '#lib/messages/door-words';
import type { BuildingRow } from '#lib/schemas/building';
import type { DoorRow } from '#lib/schemas/door';
import { withOffset } from '#lib/time/offset';
import { readBuildings } from '../buildings/read-buildings.ts';
import { readDoors } from '../doors/read-doors.ts';
import { exportedList } from './exported-list.ts';
import { inThisOrder, ofSelectable } from './found-ids.ts';

const serialNumber = { head: 'Serial number', cell: (door: DoorRow) => exactText(door.serialNumber) };
const batteryRead = [
  {
    head: 'Battery read',
    cell: ({ batteryAt, timeZone }: DoorRow) => batteryAt && withOffset(batteryAt, timeZone ?? 'UTC'),
  },
  { head: 'Time zone', cell: ({ timeZone }: DoorRow) => timeZone ?? 'UTC' },
];

export const doorsExport = exportedList<DoorRow>({
  ...ofSelectable('doors'),
  read: (tx, session, ids, at) => readDoors(tx, session, whole(ids), at, true),
  columns: {
    name: [{ head: 'Door', cell: ({ name }) => name }, serialNumber],
    buildingName: [{ head: 'Building', cell: ({ buildingName }) => buildingName }],
    kind: [{ head: 'Kind', cell: doorWords }],
    serialNumber: [serialNumber],
    connection: [
      { head: 'Connection', cell: ({ isConnected }) => connectionNames[connectionOf(isConnected)] },
      {
        head: 'Activation',
        cell: ({ isActivated }) => activationNames[isActivated ? 'activated' : 'not_activated'],
      },
    ],
    batteryPercent: [{ head: 'Battery %', cell: ({ batteryPercent }) => batteryPercent }, ...batteryRead],
    batteryAt: batteryRead,
    peopleNow: [{ head: 'People who open it now', cell: ({ peopleNow }) => peopleNow }],
  },
});

export const buildingsExport = exportedList<BuildingRow>({
  ...ofSelectable('buildings'),
  read: (tx, _session, ids) => readBuildings(tx, inThisOrder(ids)),
  columns: {
    name: [{ head: 'Building', cell: ({ name }) => name }],
    portfolioName: [{ head: 'Portfolio', cell: ({ portfolioName }) => portfolioName }],
    address: [{ head: 'Address', cell: ({ address }) => address.join(', ') }],
    timeZone: [{ head: 'Time zone', cell: ({ timeZone }) => timeZone }],
    doors: [{ head: 'Doors', cell: ({ doors }) => doors }],
    people: [{ head: 'People', cell: ({ people }) => people }],
    attention: [
      { head: 'Offline doors', cell: ({ offline }) => offline },
      { head: 'Doors not activated', cell: ({ notActivated }) => notActivated },
      { head: 'Low batteries', cell: ({ lowBatteries }) => lowBatteries },
    ],
  },
});

const connectionOf = (isConnected: boolean | null) =>
  isConnected === null ? 'unknown' : isConnected ? 'connected' : 'offline';

const whole = (ids: string[]): SQL => sql`
  select d.*, ''::text as key from unnest(${sql.param(ids)}::uuid[]) with ordinality as wanted(id, place)
  join door d on d.id = wanted.id order by wanted.place`;
