import type { Metadata } from 'next';
import Link from 'next/link';
import { planLimits } from '#lib/messages/plan-words';
import { may } from '#lib/permissions';
import { pageSession } from '#server/auth/entry';
import { listTechnicians } from '#server/services/plans/list-technicians';
import { listVendors, mostVendors } from '#server/services/plans/list-vendors';
import { EmptyState } from '@/components/ui/empty-state';
import { SchedulesHeader } from '../_components/schedules-header.tsx';
import { NewPlan } from '../plans/_components/new-plan.tsx';
import { VendorSection } from './_components/vendor-section.tsx';

export const metadata: Metadata = { title: 'Vendors' };

export default async function VendorsPage() {
  const session = await pageSession('plan.read');
  const vendors = await listVendors(session);
  const known = may(session.staff.role, 'plan.manage') ? await listTechnicians(session) : null;
  return (
    <>
      <SchedulesHeader facts={planLimits} action={known ? <NewPlan buildingId="" known={known} /> : undefined} />
      {vendors.length === 0 ? (
        <EmptyState kind="no-data" title="No company has codes planned">
          Companies and their people stand here once codes are planned for them, like the cleaner’s on Tuesdays.
        </EmptyState>
      ) : (
        <div className="grid gap-8 pt-4">
          {vendors.map((vendor) => (
            <VendorSection key={vendor.id} vendor={vendor} />
          ))}
          {vendors.length === mostVendors && (
            <p className="text-muted">
              These are the first {mostVendors} companies by name. Find others among the{' '}
              <Link href="/schedules/plans" className="underline underline-offset-2">
                plans
              </Link>
              .
            </p>
          )}
        </div>
      )}
    </>
  );
}
