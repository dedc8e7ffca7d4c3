import { actionNames } from '#lib/messages/operation-words';
import type { DryRunRow } from '#lib/schemas/dry-run';
import { formatDay } from '#lib/time/format';
import { addMs } from '#lib/time/instant';
import { zoneCity } from '#lib/time/zone';
import { columnsFor } from '@/components/data-table/columns';
import { FailureSentence } from '@/components/ui/failure-words';
import { StatusMark } from '@/components/ui/status-mark';

const column = columnsFor<DryRunRow>();

const line = column.accessor('line', { header: 'Line', meta: { width: 'w-16', from: 'md' } });

const person = column.accessor('personName', {
  header: 'Person',
  meta: { card: 'title', width: 'w-1/4' },
  cell: ({ row: { original: row } }) => (
    <div className="py-1.5">
      <bdi className="block truncate font-medium" title={row.personName}>
        {row.personName}
      </bdi>
      {row.contact && <bdi className="block truncate text-muted">{row.contact}</bdi>}
    </div>
  ),
});

const doors = column.display({
  id: 'doors',
  header: 'Doors',
  meta: { card: 'fact' },
  cell: ({ row: { original: row } }) => (
    <div className="py-1.5">
      <p className="truncate" title={row.doorNames.join(', ')}>
        {row.unitName && <span className="font-medium">Lease of {row.unitName}: </span>}
        {row.doorNames.join(', ') || '–'}
      </p>
      {row.problem ? (
        <p className="break-words whitespace-normal text-muted">
          <FailureSentence failure={{ code: 'invalid', params: { ...row.problemParams, reason: row.problem } }} />
        </p>
      ) : (
        row.action !== 'revoke' && <p className="text-muted">{windowWords(row)}</p>
      )}
    </div>
  ),
});

const call = column.display({
  id: 'call',
  header: 'What',
  meta: { card: 'status', width: 'w-44' },
  cell: ({ row: { original: row } }) =>
    row.action ? (
      <StatusMark status="queued" word={actionNames[row.action]} />
    ) : (
      <StatusMark status="cancelled" word="Not sent" />
    ),
});

export const dryRunColumns = column.columns([person, doors, call]);
/** Of a file, whose lines somebody may want to look up. */
export const fileColumns = column.columns([line, person, doors, call]);

function windowWords({ action, startAfter, endBefore, endAfter, timeZone }: DryRunRow): string {
  const zone = timeZone ?? 'UTC';
  const day = (at: string) => formatDay(at, zone);
  const from = startAfter ? `from ${day(startAfter)} ` : '';
  // An end at midnight is the last moment of the day before.
  const until = (end: string | null) => (end ? `until ${day(addMs(end, -1))}` : 'without an end');
  const after = from + until(endAfter);
  const now = action === 'change' ? `, now ${until(endBefore)}` : '';
  const where = startAfter || endBefore || endAfter ? ` (${zoneCity(zone)})` : '';
  return after.charAt(0).toUpperCase() + after.slice(1) + now + where;
}
