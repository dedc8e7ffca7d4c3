import { type SQL, sql } from 'drizzle-orm';
import { doorcodeNames, granterShortNames } from '#lib/messages/access-facet-words';
import { accessRoleNames, giverText, meansNames, meansOf, passcodeTypeNames } from '#lib/messages/access-words';
import { accessStateText } from '#lib/messages/export-words';
import type { AccessRow } from '#lib/schemas/access-row';
import type { SelectableList } from '#lib/selectable-lists';
import { epochMs, type Instant } from '#lib/time/instant';
import { withOffset } from '#lib/time/offset';
import { describeAccesses } from '../accesses/describe-accesses.ts';
import { exportedList } from './exported-list.ts';
import { ofSelectable } from './found-ids.ts';

type Column = { head: string; cell: (access: AccessRow) => string | null };

const zoneOf = ({ timeZone }: AccessRow): string => timeZone ?? 'UTC';
const local = (instant: Instant | null, access: AccessRow) => instant && withOffset(instant, zoneOf(access));

const person: Column = { head: 'Person', cell: ({ personName }) => personName };
const door: Column = { head: 'Door', cell: ({ doorName }) => doorName };
const building: Column = { head: 'Building', cell: ({ buildingName }) => buildingName };
const state: Column = { head: 'State', cell: accessStateText };
const starts: Column = {
  head: 'Starts',
  // A start of the epoch is one nobody told.
  cell: (access) => (epochMs(access.start) === 0 ? null : local(access.start, access)),
};
const zone: Column = { head: 'Time zone', cell: zoneOf };
const window: Column[] = [
  starts,
  { head: 'Ends', cell: (access) => local(access.end, access) },
  { head: 'Day', cell: ({ day }) => day },
  zone,
];
const kind: Column[] = [
  { head: 'Kind', cell: ({ passcodeType }) => passcodeTypeNames[passcodeType] },
  { head: 'Role', cell: ({ role }) => role && accessRoleNames[role] },
];
const means: Column = {
  head: 'How',
  cell: ({ passcodeType, doorcodeStatus }) => meansNames[meansOf(passcodeType, doorcodeStatus)],
};
const granter: Column = {
  head: 'Given by',
  cell: (access) => giverText(access, granterShortNames),
};
const host: Column = {
  head: 'Host',
  cell: ({ hostName, granterName, granterKind }) => hostName ?? granterName ?? granterShortNames[granterKind],
};
/** Whether there is one. The code itself is in no file. */
const code: Column = { head: 'Doorcode', cell: ({ doorcodeStatus }) => doorcodeNames[doorcodeStatus] };

const ofAccesses = (list: SelectableList, columns: Record<string, Column[]>) =>
  exportedList<AccessRow>({
    ...ofSelectable(list),
    read: (tx, session, ids, at) => describeAccesses(tx, session, wholeInThisOrder(ids), at),
    columns,
  });

const wholeInThisOrder = (ids: string[]): SQL => sql`
  select a.*, ''::text as key from unnest(${sql.param(ids)}::uuid[]) with ordinality as wanted(id, place)
  join access a on a.id = wanted.id order by wanted.place`;

export const accessesExport = ofAccesses('accesses', {
  personName: [person],
  doorName: [door, building],
  kind,
  start: [starts, zone],
  end: window,
  means: [means],
  state: [state],
  granter: [granter],
});

export const doorcodesExport = ofAccesses('doorcodes', {
  buildingName: [building],
  personName: [person],
  doorName: [door],
  end: window,
  code: [code],
});

export const guestsExport = ofAccesses('guests', {
  personName: [person],
  granterName: [host],
  doorName: [door, building],
  end: window,
  state: [state],
});

export const endingExport = ofAccesses('ending', {
  personName: [person],
  kind,
  doorName: [door, building],
  end: window,
  window: [...window, means, granter],
  state: [state],
});
