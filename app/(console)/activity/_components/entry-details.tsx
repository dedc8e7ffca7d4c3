import { type DetailChange, detailChanges, detailFacts } from '#lib/messages/activity-details';
import type { ActivityEntry } from '#lib/schemas/activity';
import { FactList } from '@/components/ui/fact-list';
import { ReasonSentence } from '@/components/ui/failure-words';
import { EntrySection } from './entry-section.tsx';

/** What was recorded beside whom and where, and what changed by it. Nothing when nothing was. */
export function EntryDetails({ entry: { details, building } }: { entry: ActivityEntry }) {
  const zone = building?.timeZone ?? null;
  const facts = detailFacts(details, zone, (reason) => <ReasonSentence reason={reason} />);
  const changes = detailChanges(details, zone);
  return (
    <>
      {facts.length > 0 && (
        <EntrySection title="Details">
          <FactList facts={facts} />
        </EntrySection>
      )}
      {changes.length > 0 && (
        <EntrySection title="Before and after">
          <ChangeTable changes={changes} />
        </EntrySection>
      )}
    </>
  );
}

function ChangeTable({ changes }: { changes: DetailChange[] }) {
  return (
    <table className="w-full table-fixed border-collapse text-left">
      <thead className="text-sm text-muted">
        <tr className="border-b border-line *:py-2 *:pr-3 *:font-normal">
          <th scope="col">What</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.label} className="border-b border-line align-top *:py-2 *:pr-3 *:break-words">
            <th scope="row" className="font-normal text-muted">
              {change.label}
            </th>
            <td>{change.before}</td>
            <td>{change.after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
