import type { ReactNode } from 'react';

export type Fact = { label: string; value: ReactNode };

/** The facts column of a detail page, under its heading. */
export function FactsColumn({ facts }: { facts: readonly Fact[] }) {
  return (
    <section aria-labelledby="facts" className="grid min-w-0 gap-3">
      <h2 id="facts" className="font-semibold">
        Facts
      </h2>
      <FactList facts={facts} />
    </section>
  );
}

/** A short name and its value on each line. Unknown values are said to be unknown. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="divide-y divide-line border-y border-line">
      {facts.map((fact) => (
        <div key={fact.label} className="grid grid-cols-[8rem_1fr] items-baseline gap-3 py-2">
          <dt className="text-sm text-muted">{fact.label}</dt>
          <dd className="min-w-0 break-words">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
