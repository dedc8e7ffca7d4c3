import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isUuid } from '#lib/ids';
import { pageSession } from '#server/auth/page-session';
import { getStatement } from '#server/services/people/get-statement';
import { ButtonLink } from '@/components/ui/button-link';
import { PageHeader } from '@/components/ui/page-header';
import { PrintButton } from '@/components/ui/print-button';
import { toNotFound } from '../../../_components/refusals.ts';
import { StatementPaper } from './_components/statement-paper.tsx';

export const metadata: Metadata = { title: 'Statement of access' };

/** An account to hand to a person who asks what is known of their access. */
export default async function StatementPage({ params }: { params: Promise<{ id: string }> }) {
  const session = await pageSession('access.read');
  const { id } = await params;
  if (!isUuid(id)) notFound();
  const statement = await getStatement(session, id).catch(toNotFound);
  return (
    <>
      <PageHeader
        title="Statement of access"
        facts={
          session.scope === 'all'
            ? 'For the person themselves. Nobody else is named in it.'
            : 'For the person themselves, about your buildings only. Nobody else is named in it.'
        }
        action={
          <div className="flex flex-wrap gap-2">
            <ButtonLink href={`/people/${id}/history`}>Back to the history</ButtonLink>
            <PrintButton />
          </div>
        }
      />
      <StatementPaper statement={statement} isPartial={session.scope !== 'all'} />
    </>
  );
}
