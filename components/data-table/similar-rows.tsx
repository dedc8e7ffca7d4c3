import Link from 'next/link';

type SimilarLink = { id: string; href: string; name: string };

/** What only resembles the search, apart from what it found, so that nobody takes one for the other. */
export default function SimilarRows({ links }: { links: readonly SimilarLink[] }) {
  return (
    <section aria-label="Similar names" className="py-4">
      <h2 className="text-sm font-medium text-muted">Similar names</h2>
      <ul className="mt-1 flex flex-wrap gap-x-6">
        {links.map(({ id, href, name }) => (
          <li key={id} className="max-w-full">
            <Link
              href={href}
              prefetch={false}
              dir="auto"
              className="inline-block max-w-full truncate py-1.5 text-accent underline-offset-2 hover:underline"
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
