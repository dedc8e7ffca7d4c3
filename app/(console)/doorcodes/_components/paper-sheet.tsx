import { counted } from '#lib/messages/counts';
import type { CodeSheet } from '#lib/schemas/code-sheet';
import { formatExact } from '#lib/time/format';
import { groupCode } from '@/components/doorcode/code-groups';

/** What is printed: alone on the paper, with the name of whoever printed it behind every row of every page. */
export function PaperSheet({ sheet }: { sheet: CodeSheet }) {
  const mark = (
    <Mark
      text={`${sheet.printedBy} · ${formatExact(sheet.printedAt, sheet.timeZone)} · ${sheet.requestId.slice(0, 8)}`}
    />
  );
  return (
    <article data-paper aria-label={`Day codes of ${sheet.buildingName}`}>
      <header className="relative grid gap-1">
        {mark}
        <h3 className="relative text-lg font-semibold wrap-anywhere" dir="auto">
          {sheet.buildingName}
        </h3>
        <p className="relative text-muted">
          {counted(sheet.rows.length, 'day code')} for {sheet.day}. Printed by <bdi>{sheet.printedBy}</bdi>. Shred it
          tonight.
        </p>
      </header>
      {sheet.rows.length === 0 ? (
        <p className="py-8">Nobody has a day code for today in this building.</p>
      ) : (
        <table className="mt-4 w-full table-fixed border-collapse text-left">
          <thead className="text-sm text-muted">
            <tr className="border-b border-line *:py-1.5 *:pr-3 *:font-normal">
              <th scope="col">Person</th>
              <th scope="col">Door</th>
              <th scope="col" className="w-28">
                Code
              </th>
            </tr>
          </thead>
          <tbody>
            {sheet.rows.map((row) => (
              <tr
                key={`${row.personId} ${row.doorId}`}
                className="relative break-inside-avoid border-b border-line align-top *:py-1.5 *:pr-3"
              >
                <th scope="row" className="font-medium wrap-anywhere">
                  {mark}
                  <span className="relative block" dir="auto">
                    {row.personName}
                  </span>
                </th>
                <td className="relative wrap-anywhere" dir="auto">
                  {row.doorName}
                </td>
                <td className="relative font-mono">{row.code === null ? 'none' : groupCode(row.code)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </article>
  );
}

/** Fills its row from edge to edge, so that no line can be cut out without it. */
const Mark = ({ text }: { text: string }) => (
  <span
    aria-hidden="true"
    className="pointer-events-none absolute inset-0 overflow-hidden text-sm leading-9 font-normal whitespace-pre text-muted opacity-25"
  >
    {`${text}   ${text}\n`.repeat(3)}
  </span>
);
