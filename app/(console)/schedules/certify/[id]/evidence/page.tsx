import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isUuid } from '#lib/ids';
import { may } from '#lib/permissions';
import { pageSession } from '#server/auth/page-session';
import { getEvidence } from '#server/services/certifications/get-evidence';
import { PageHeader } from '@/components/ui/page-header';
import { PrintButton } from '@/components/ui/print-button';
import { toNotFound } from '../../../../_components/refusals.ts';
import { EvidenceProof } from './_components/evidence-proof.tsx';
import { EvidenceRows } from './_components/evidence-rows.tsx';

export const metadata: Metadata = { title: 'Evidence' };

export default async function EvidencePage({ params }: { params: Promise<{ id: string }> }) {
  const session = await pageSession('access.read');
  const { id } = await params;
  if (!isUuid(id)) notFound();
  const printed = await getEvidence(session, { id }).catch(toNotFound);
  const { evidence } = printed;
  const doors = evidence.doors.map(({ name, building }) => `${name} (${building})`).join(', ');
  return (
    <article data-paper>
      <PageHeader
        title={evidence.signature ? 'Evidence' : 'Draft: not signed'}
        facts={`Who could open ${doors}: ${evidence.readAs}.`}
        action={<PrintButton />}
      />
      <EvidenceProof printed={printed} id={id} mayDownload={may(session.staff.role, 'export.create')} />
      <EvidenceRows rows={evidence.rows} />
    </article>
  );
}
