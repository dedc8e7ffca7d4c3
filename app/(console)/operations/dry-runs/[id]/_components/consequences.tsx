import { listed } from '#lib/messages/counts';
import type { Consequence } from '#lib/messages/dry-run-consequences';

const namesShown = 200;

/** What follows from confirming; behind each number, whom and which doors it counts. */
export function Consequences({ sentences }: { sentences: readonly Consequence[] }) {
  if (sentences.length === 0) return null;
  return (
    <section aria-labelledby="consequences" className="max-w-prose border-l-2 border-accent pl-3">
      <h2 id="consequences" className="font-semibold">
        What follows
      </h2>
      <ul className="grid gap-1 pt-1">
        {sentences.map(({ text, names }) => (
          <li key={text} className="wrap-anywhere">
            {names.length === 0 ? (
              text
            ) : (
              <details>
                <summary className="cursor-pointer">{text}</summary>
                <p className="py-1 pl-4 text-sm text-muted">{listed(names, namesShown)}</p>
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
