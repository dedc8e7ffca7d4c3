import type { ReactNode } from 'react';
import type { Page } from '#lib/page';
import { CoverageNote } from '@/components/sync/coverage-note';
import { Button } from '@/components/ui/button';

type FootProps = {
  page: Page<unknown> | undefined;
  /** Instead of how old the rows are. */
  note?: ReactNode;
  onTurn: (cursor: string) => void;
};

/**
 * Under the rows: what they hold and how old they are, and the way to the pages before and after, where there are any.
 */
export function ListFoot({ page, note, onTurn }: FootProps) {
  return (
    <footer className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
      <p className="text-sm text-pretty text-muted">
        {note ?? (page && <CoverageNote asOf={page.asOf} coverage={page.coverage} />)}
      </p>
      {(page?.prevCursor || page?.nextCursor) && (
        <nav aria-label="Pages" className="flex gap-2 max-sm:w-full max-sm:*:grow">
          <TurnButton label="Previous" cursor={page.prevCursor} onTurn={onTurn} />
          <TurnButton label="Next" cursor={page.nextCursor} onTurn={onTurn} />
        </nav>
      )}
    </footer>
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
