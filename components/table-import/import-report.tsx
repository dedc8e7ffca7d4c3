import { sentenceFor } from '#lib/messages/message-for';
import type { RowReport } from '#lib/schemas/table-import';

/** What every row comes to, before anything is made. */
export function ImportReportView({ summary, report }: { summary: string; report: RowReport }) {
  const { problemRows, problems } = report;
  return (
    <section aria-label="Report" className="grid gap-3 border-l-2 border-accent pl-3">
      <p role="status" className="font-medium">
        {summary}
      </p>
      {problems.length > 0 && (
        <ul className="grid max-h-72 gap-1 overflow-y-auto text-sm">
          {problems.map(({ line, reason, params }) => (
            <li key={`${line}:${reason}`} className="wrap-anywhere">
              <span className="text-muted">Line {line}:</span>{' '}
              {sentenceFor({ code: 'invalid', params: { ...params, reason } })}
            </li>
          ))}
        </ul>
      )}
      {problems.length < problemRows && (
        <p className="text-sm text-muted">These are the first {problems.length.toLocaleString('en')} of them.</p>
      )}
    </section>
  );
}
