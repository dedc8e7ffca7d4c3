import Link from 'next/link';

type Props<T> = { rows: T[]; row: { href: (row: T) => string; name: (row: T) => string } };

/** What only resembles the search, apart from what it found, so that nobody takes one for the other. */
export function SimilarRows<T extends { id: string }>({ rows, row }: Props<T>) {
  return (
    <section aria-label="Similar names" className="py-4">
      <h2 className="text-sm font-medium text-muted">Similar names</h2>
      <ul className="mt-1 flex flex-wrap gap-x-6">
        {rows.map((each) => (
          <li key={each.id} className="max-w-full">
            <Link
              href={row.href(each)}
              prefetch={false}
              dir="auto"
              className="inline-block max-w-full truncate py-1.5 text-accent underline-offset-2 hover:underline"
            >
              {row.name(each)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
