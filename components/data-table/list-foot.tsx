import type { ReactNode } from 'react';
import type { Page } from '#lib/page';
import type { Instant } from '#lib/time/instant';
import { Button } from '@/components/ui/button';
import { Time } from '@/components/ui/time';

type FootProps = {
  page: Page<unknown> | undefined;
  /** Instead of how old the rows are. */
  note?: ReactNode;
  onTurn: (cursor: string) => void;
};

/** Under the rows: how old they are, and the way to the pages before and after. */
export function ListFoot({ page, note, onTurn }: FootProps) {
  return (
    <footer className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
      <p className="text-sm text-muted">{note ?? <Freshness asOf={page?.asOf ?? null} />}</p>
      <nav aria-label="Pages" className="flex gap-2 max-sm:w-full max-sm:*:grow">
        <TurnButton label="Previous" cursor={page?.prevCursor ?? null} onTurn={onTurn} />
        <TurnButton label="Next" cursor={page?.nextCursor ?? null} onTurn={onTurn} />
      </nav>
    </footer>
  );
}

function Freshness({ asOf }: { asOf: Instant | null }) {
  if (asOf === null) return 'Not read from OpenKit yet';
  return (
    <>
      Read from OpenKit <Time instant={asOf} zone="UTC" />
    </>
  );
}

function TurnButton({
  label,
  cursor,
  onTurn,
}: {
  label: 'Previous' | 'Next';
  cursor: string | null;
  onTurn: (cursor: string) => void;
}) {
  const reason = label === 'Next' ? 'This is the last page.' : 'This is the first page.';
  return (
    <Button
      aria-label={`${label} page`}
      disabledReason={cursor === null ? reason : undefined}
      onClick={() => cursor !== null && onTurn(cursor)}
    >
      {label}
    </Button>
  );
}
