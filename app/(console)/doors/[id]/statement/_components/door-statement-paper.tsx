import { passcodeTypeNames } from '#lib/messages/access-words';
import { counted } from '#lib/messages/counts';
import {
  coverageText,
  doubtWords,
  originText,
  outageText,
  readingsText,
  unconfirmedText,
} from '#lib/messages/question-words';
import type { DoorStatement } from '#lib/schemas/door-statement';
import type { AnswerRow } from '#lib/schemas/question';
import { formatExact, formatLocalDate } from '#lib/time/format';
import { zoneCity } from '#lib/time/zone';
import { StatementTable } from '@/components/statement/statement-table';

/** What is printed: which door and days, who held access, how sure that is, and what nobody could see. */
export function DoorStatementPaper({ statement }: { statement: DoorStatement }) {
  const { door, firstDay, lastDay, zone, isZoneKnown, from, to, holders, count, coverage, bounds, madeBy } = statement;
  const time = { from, to };
  return (
    <article data-paper aria-label="Statement for a door" className="grid max-w-5xl gap-8">
      <header className="grid gap-1">
        <h2 className="text-lg font-semibold wrap-anywhere">
          <bdi>{door.name}</bdi>, <bdi>{door.buildingName}</bdi>
        </h2>
        <p>
          {formatLocalDate(firstDay)} to {formatLocalDate(lastDay)}, both days included,{' '}
          {isZoneKnown ? `${zoneCity(zone)} time` : 'UTC, as nobody knows the time zone of this building'}
        </p>
        <p className="text-muted wrap-anywhere">
          Made {formatExact(coverage.askedAt, 'UTC')} by <bdi>{madeBy}</bdi>
        </p>
      </header>
      <StatementTable
        title={`${counted(count, 'access was', 'accesses were')} held at some time of these days`}
        empty="Nobody held access that we know of."
        heads={['Who', 'From', 'Until', 'How', 'How sure']}
        rows={holders.map((row) => ({ key: row.id, cells: cellsOf(row, zone) }))}
      />
      <footer className="grid gap-2 text-sm text-muted">
        {holders.length < count && (
          <p>The first {holders.length.toLocaleString('en')} by name are shown. Choose fewer days for the others.</p>
        )}
        <p>
          {bounds.beginsAt
            ? `What we know begins with our first reading, ${formatExact(bounds.beginsAt, 'UTC')}.`
            : 'OpenKit has never been read completely.'}{' '}
          {readingsText(coverage, time)}
        </p>
        {coverage.outages > 0 && <p>{outageText}</p>}
        {coverage.unconfirmed > 0 && <p>{unconfirmedText(coverage.unconfirmed)}</p>}
        <p>{coverageText}</p>
        <p>Holding access means being able to open the door. This statement cannot tell whether anyone did.</p>
      </footer>
    </article>
  );
}

const cellsOf = (row: AnswerRow, zone: string): string[] => [
  row.personName,
  formatExact(row.opensFrom, zone),
  row.opensUntil === null ? 'No end' : formatExact(row.opensUntil, zone),
  `${passcodeTypeNames[row.passcodeType]}. ${originText(row)}.`,
  row.doubts.map((doubt) => doubtWords[doubt].sentence).join(' ') || 'As OpenKit confirmed',
];
