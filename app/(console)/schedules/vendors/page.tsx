import type { Metadata } from 'next';
import Link from 'next/link';
import { areaParams, inArea } from '#lib/area';
import { planLimits } from '#lib/messages/plan-words';
import { may } from '#lib/permissions';
import { parseSearch, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { listTechnicians } from '#server/services/plans/list-technicians';
import { listVendors, mostVendors } from '#server/services/plans/list-vendors';
import { IgnoredParams } from '@/components/data-table/ignored-params';
import { EmptyState } from '@/components/ui/empty-state';
import { SchedulesHeader } from '../_components/schedules-header.tsx';
import { NewPlan } from '../plans/_components/new-plan.tsx';
import { VendorSection } from './_components/vendor-section.tsx';

export const metadata: Metadata = { title: 'Vendors' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function VendorsPage({ searchParams }: Props) {
  const session = await pageSession('plan.read');
  const { values: area, problems } = parseSearch(areaParams, toUrlSearch(await searchParams));
  const vendors = await listVendors(session, area);
  const known = may(session.staff.role, 'plan.manage') ? await listTechnicians(session) : null;
  return (
    <>
      <SchedulesHeader
        facts={planLimits}
        action={known ? <NewPlan buildingId={area.building} known={known} /> : undefined}
      />
      <IgnoredParams names={problems} />
      {vendors.length === 0 ? (
        <EmptyState
          kind="no-data"
          title={`No company has codes planned${area.portfolio || area.building ? ' here' : ''}`}
        >
          Companies and their people appear here once codes are planned for them, like the cleaner’s on Tuesdays.
        </EmptyState>
      ) : (
        <div className="grid gap-8 pt-4">
          {vendors.map((vendor) => (
            <VendorSection key={vendor.id} vendor={vendor} />
          ))}
          {vendors.length === mostVendors && (
            <p className="text-muted">
              These are the first {mostVendors} companies by name. Find others among the{' '}
              <Link href={inArea('/schedules/plans', area)} className="underline underline-offset-2">
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
