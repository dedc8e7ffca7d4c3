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

export const doorsExport = exportedList<DoorRow>({
  ...ofSelectable('doors'),
  read: (tx, session, ids, at) => readDoors(tx, session, whole(ids), at, true),
  columns: {
    name: [
      { head: 'Door', cell: ({ name }) => name },
      { head: 'Serial number', cell: ({ serialNumber }) => exactText(serialNumber) },
    ],
    buildingName: [{ head: 'Building', cell: ({ buildingName }) => buildingName }],
    kind: [{ head: 'Kind', cell: doorWords }],
    // These two stand beside the name and the percentage already.
    serialNumber: [],
    connection: [
      { head: 'Connection', cell: ({ isConnected }) => connectionNames[connectionOf(isConnected)] },
      {
        head: 'Activation',
        cell: ({ isActivated }) => activationNames[isActivated ? 'activated' : 'not_activated'],
      },
    ],
    batteryPercent: [
      { head: 'Battery %', cell: ({ batteryPercent }) => batteryPercent },
      {
        head: 'Battery read',
        cell: ({ batteryAt, timeZone }) => batteryAt && withOffset(batteryAt, timeZone ?? 'UTC'),
      },
      { head: 'Time zone', cell: ({ timeZone }) => timeZone ?? 'UTC' },
    ],
    batteryAt: [],
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
