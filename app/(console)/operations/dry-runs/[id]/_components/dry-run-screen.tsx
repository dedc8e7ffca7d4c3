import type { ReactNode } from 'react';
import { dryRunTitle } from '#lib/messages/dry-run-words';
import type { DryRunView } from '#lib/schemas/dry-run';
import { Banner } from '@/components/ui/banner';
import { ButtonLink } from '@/components/ui/button-link';
import { FactList } from '@/components/ui/fact-list';
import { PageHeader } from '@/components/ui/page-header';
import { ConfirmButton } from './confirm-button.tsx';
import { dryRunFacts } from './dry-run-facts.tsx';
import { DryRunTable, type InitialRows } from './dry-run-table.tsx';

/** `children`: what follows from it. */
type Props = { dryRun: DryRunView; rows: InitialRows; children: ReactNode };

/** What would be sent, row by row, and the press that sends it. */
export function DryRunScreen({ dryRun, rows, children }: Props) {
  const { operationId } = dryRun;
  return (
    <>
      <PageHeader
        title={dryRunTitle(dryRun)}
        facts={operationId ? 'This was confirmed.' : 'A dry run: nothing has been sent yet.'}
        action={
          operationId ? (
            <ButtonLink href={`/operations/${operationId}`} variant="primary">
              Open the operation
            </ButtonLink>
          ) : (
            <ConfirmButton dryRun={dryRun} />
          )
        }
      />
      <div className="grid gap-4 pb-4 empty:hidden">
        {!operationId && dryRun.isExpired && (
          <Banner tone="warn" title="This dry run is too old to be confirmed.">
            Things may have changed since. Make it again: it takes only a moment.
          </Banner>
        )}
        {children}
      </div>
      <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <DryRunTable dryRunId={dryRun.id} isFromFile={dryRun.kind === 'onboard'} initial={rows} />
        <FactList facts={dryRunFacts(dryRun)} />
      </div>
    </>
  );
}
