import { warningSentence } from '#lib/messages/openkit-words';
import type { SchemaWarning } from '#lib/schemas/openkit-status';
import { formatExact } from '#lib/time/format';

/** Fields of OpenKit's answers that are not as documented. They are still read, as far as possible. */
export function WarningTable({ warnings }: { warnings: SchemaWarning[] }) {
  if (warnings.length === 0) return <p className="text-muted">None. Everything was as documented.</p>;
  return (
    <table className="w-full table-fixed border-collapse text-left">
      <thead className="text-sm text-muted">
        <tr className="border-b border-line *:py-2 *:pr-3 *:font-normal">
          <th scope="col" className="w-2/5">
            Field
          </th>
          <th scope="col">What</th>
          <th scope="col" className="w-20 text-right">
            Times
          </th>
        </tr>
      </thead>
      <tbody>
        {warnings.map((warning) => (
          <tr key={`${warning.at} ${warning.problem}`} className="border-b border-line align-top *:py-2 *:pr-3">
            <th scope="row" className="font-mono text-sm font-normal break-all">
              {warning.at}
            </th>
            <td className="break-words">
              {warningSentence(warning)}
              <span className="block text-sm text-muted">Last seen {formatExact(warning.lastSeen, 'UTC')}</span>
            </td>
            <td className="text-right">{warning.count.toLocaleString('en')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
