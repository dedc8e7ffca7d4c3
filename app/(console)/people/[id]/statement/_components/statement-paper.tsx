import { windowText } from '#lib/messages/access-words';
import { causeWords, historyChanges, historySentence } from '#lib/messages/history-words';
import { fullName } from '#lib/names';
import { formatExact, formatLocalDate } from '#lib/time/format';
import type { Statement } from '#server/services/people/get-statement';
import { HistoryNote } from '@/components/history/history-note';
import { StatementTable } from '@/components/statement/statement-table';

/** What is printed: who it is about, what they can open, when that changed, and what nobody here knows. */
export function StatementPaper({ statement, isPartial }: { statement: Statement; isPartial: boolean }) {
  const { person, held, leases, notes, events, isWhole, bounds, reading, madeAt } = statement;
  return (
    <article data-paper aria-label="Statement of access" className="grid max-w-5xl gap-8 py-4">
      <header className="grid gap-1">
        <h2 className="text-lg font-semibold wrap-anywhere">
          <bdi>{fullName(person)}</bdi>
        </h2>
        <p className="wrap-anywhere">
          {[person.email, person.phone].filter(Boolean).join(' · ') || 'No address known'}
        </p>
        <p className="text-muted">
          Made {formatExact(madeAt, 'UTC')}
          {person.asOf && `, from what OpenKit said ${formatExact(person.asOf, 'UTC')}`}.
          {isPartial && ' Access in other buildings is not in it.'}
        </p>
      </header>
      <StatementTable
        title="Access now and to come"
        empty="None."
        heads={['Door', 'Building', 'When']}
        rows={held.map((access) => ({
          key: access.id,
          cells: [access.doorName, access.buildingName, windowText(access, access.timeZone ?? 'UTC')],
        }))}
      />
      <StatementTable
        title="Leases kept in Gatehouse"
        empty="None."
        heads={['Unit', 'Building', 'From', 'To']}
        rows={leases.map(({ id, unitName, buildingName, leaseStart, leaseEnd, endedAt }) => ({
          key: id,
          cells: [
            unitName,
            buildingName,
            dayOr(leaseStart, 'Not known'),
            endedAt ? `Moved out ${formatExact(endedAt, 'UTC')}` : dayOr(leaseEnd, 'No end is known'),
          ],
        }))}
      />
      <StatementTable
        title="Notes staff wrote about this access"
        empty="None."
        heads={['From', 'Door', 'Building', 'Note']}
        rows={notes.map(({ id, doorName, buildingName, note, startsAt }) => ({
          key: id,
          cells: [formatExact(startsAt, 'UTC'), doorName, buildingName, note],
        }))}
      />
      <StatementTable
        title="What changed"
        empty="Nothing since this history began."
        heads={['When', 'Door', 'What', 'Why']}
        rows={events.map((event) => ({
          key: event.id,
          cells: [
            whenOf(event),
            [event.door.name, event.buildingName].filter(Boolean).join(', '),
            [historySentence(event), ...historyChanges(event)].join(' · '),
            causeWords(event.cause),
          ],
        }))}
      />
      <footer className="grid gap-2 text-sm text-muted">
        {!isWhole && <p>There are older events; these are the newest {events.length.toLocaleString('en')}.</p>}
        <p>
          <HistoryNote bounds={bounds} page={reading} />
        </p>
        <p>
          No unlock events exist here: OpenKit does not say when a door was opened, or by whom. Doorcodes are not
          stored.
        </p>
      </footer>
    </article>
  );
}

const dayOr = (day: string | null, unknown: string): string => (day ? formatLocalDate(day) : unknown);

/** In the building's time; for what was only seen, between which readings. */
function whenOf({ at, since, timeZone }: Statement['events'][number]): string {
  const zone = timeZone ?? 'UTC';
  return since ? `${formatExact(since, zone)} – ${formatExact(at, zone)}` : formatExact(at, zone);
}
