import Link from 'next/link';
import { barState, barStateNames } from '#lib/messages/timeline-words';
import { shortWindow } from '#lib/messages/window-words';
import type { TimelineRow } from '#lib/schemas/timeline';
import type { Instant } from '#lib/time/instant';
import { barAddress } from './bar-address.ts';

type Props = { rows: TimelineRow[]; zone: string; now: Instant; isOfPerson: boolean };

const cell = 'py-2 pr-3 align-top break-words';

/** The bars in words: one line each, for readers and for paper. */
export function TimelineTable({ rows, zone, now, isOfPerson }: Props) {
  const heads = isOfPerson ? ['Door', 'Opens', 'State'] : ['Person', 'Door', 'Opens', 'State'];
  return (
    <table className="w-full text-sm">
      <thead className="border-y border-line text-left text-muted">
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col" className="py-2 pr-3 font-normal">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      {rows.map((row) => (
        <tbody key={row.id} className="border-b border-line">
          {row.bars.length === 0 && (
            <tr>
              <th scope="row" className={`${cell} text-left font-medium`} dir="auto">
                {row.name}
              </th>
              <td colSpan={heads.length - 1} className={`${cell} text-muted`}>
                Nothing that we have seen
              </td>
            </tr>
          )}
          {row.bars.map((bar, at) => (
            <tr key={bar.id}>
              {at === 0 && (
                <th scope="rowgroup" rowSpan={row.bars.length} className={`${cell} text-left font-medium`} dir="auto">
                  <Link href={row.href} prefetch={false}>
                    {row.name}
                  </Link>
                </th>
              )}
              {!isOfPerson && (
                <td className={cell} dir="auto">
                  {bar.doorName}
                </td>
              )}
              <td className={cell}>
                <Link href={barAddress(bar, row.bars, now)} prefetch={false} className="underline underline-offset-2">
                  {shortWindow({ start: bar.start, end: bar.end, day: null }, bar.timeZone ?? zone)}
                </Link>
              </td>
              <td className={cell}>{barStateNames[barState(bar, now)]}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}
