import { couldNotSee } from '#lib/messages/certification-words';
import type { CertificationView } from '#lib/schemas/certification';

/** What the names of a worksheet cannot hold, before anybody signs that they are all. */
export function Blindness({ sheet }: { sheet: CertificationView }) {
  return (
    <details className="max-w-prose pt-3 text-sm text-muted">
      <summary className="w-fit cursor-pointer py-1 text-ink underline underline-offset-2">
        What could not be seen
      </summary>
      <ul className="list-disc space-y-1 pt-1 pl-5">
        {couldNotSee(sheet.known, sheet).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </details>
  );
}
