import { counted } from '#lib/messages/counts';
import type { EvidenceRow } from '#lib/schemas/certification';

const cell = 'py-2 pr-3 align-top break-words';

/** Everybody, all on one page: it is for paper. */
export function EvidenceRows({ rows }: { rows: EvidenceRow[] }) {
  return (
    <section aria-labelledby="rows" className="pt-6">
      <h2 id="rows" className="font-semibold">
        {counted(rows.length, 'access', 'accesses')}
      </h2>
      <table className="mt-2 w-full table-fixed text-sm max-sm:block">
        <thead className="border-y border-line text-left text-muted max-sm:hidden">
          <tr>
            {['Who and where', 'Opened', 'Why', 'Decision'].map((head) => (
              <th key={head} scope="col" className="py-2 pr-3 font-normal">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {rows.map((row) => (
            <tr
              key={`${row.person} ${row.door} ${row.building} ${row.opensFrom} ${row.kind} ${row.operation}`}
              className="break-inside-avoid border-b border-line max-sm:grid max-sm:grid-cols-1 max-sm:py-2 max-sm:*:p-0"
            >
              <td className={cell}>
                <bdi className="block font-medium">{row.person}</bdi>
                <bdi>
                  {row.door}, {row.building}
                </bdi>
              </td>
              <td className={cell}>
                {row.opensFrom} to {row.opensUntil ?? 'no end known'}
                <span className="block text-muted">
                  {row.how}, {row.kind}
                </span>
              </td>
              <td className={cell}>
                {row.reason}
                {row.operation && <span className="block text-muted">Operation {row.operation}</span>}
                {row.certainty !== 'As seen' && <span className="block">{row.certainty}</span>}
              </td>
              <td className={cell}>
                <span className="font-medium">{row.decision}</span>
                {row.comment && <span className="block">{row.comment}</span>}
                {row.decidedBy && (
                  <span className="block text-muted">
                    {row.decidedBy}, {row.decidedAt}
                  </span>
                )}
                {row.endOperation && <span className="block text-muted">Operation {row.endOperation}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
