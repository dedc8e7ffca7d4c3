import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isUuid } from '#lib/ids';
import { counted } from '#lib/messages/counts';
import { may } from '#lib/permissions';
import { pageSession } from '#server/auth/page-session';
import { getBundle } from '#server/services/bundles/get-bundle';
import { Banner } from '@/components/ui/banner';
import { PageHeader } from '@/components/ui/page-header';
import { toNotFound } from '../../_components/refusals.ts';
import { BundleActions } from './_components/bundle-actions.tsx';
import { BundleAffected } from './_components/bundle-affected.tsx';
import { BundleDoors } from './_components/bundle-doors.tsx';

export const metadata: Metadata = { title: 'Bundle' };

export default async function BundlePage({ params }: { params: Promise<{ id: string }> }) {
  const session = await pageSession('unit.read');
  const { id } = await params;
  if (!isUuid(id)) notFound();
  const bundle = await getBundle(session, id).catch(toNotFound);
  const mayEdit = may(session.staff.role, 'unit.edit');
  return (
    <>
      <PageHeader
        title={bundle.name}
        facts={`${bundle.buildingName} · ${counted(bundle.doors.length, 'door')} · ${
          bundle.kind === 'amenities' ? 'with each lease' : 'service'
        }`}
        action={mayEdit && !bundle.isArchived && <BundleActions bundle={bundle} />}
      />
      <div className="grid gap-8">
        {bundle.isArchived && (
          <Banner tone="warn" title="This bundle was taken out of the list. This page shows past data only." />
        )}
        {/* Its doors first: whoever it affects comes later, and may be hundreds. */}
        <BundleDoors bundle={bundle} />
        {!bundle.isArchived && <BundleAffected bundleId={bundle.id} mayAlign={mayEdit} />}
      </div>
    </>
  );
}
