import type { Metadata } from 'next';
import { planLimits } from '#lib/messages/plan-words';
import { pageSize } from '#lib/page';
import { may } from '#lib/permissions';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { listPlans } from '#server/services/plans/list-plans';
import { listTechnicians } from '#server/services/plans/list-technicians';
import { startOver } from '../../_components/refusals.ts';
import { SchedulesHeader } from '../_components/schedules-header.tsx';
import { NewPlan } from './_components/new-plan.tsx';
import { PlansTable } from './_components/plans-table.tsx';
import { plansParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Plans' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PlansPage({ searchParams }: Props) {
  const session = await pageSession('plan.read');
  const { values } = parseSearch(plansParams, toUrlSearch(await searchParams));
  const page = await listPlans(session, { ...values, limit: pageSize }).catch(startOver);
  const known = may(session.staff.role, 'plan.manage') ? await listTechnicians(session) : null;
  return (
    <>
      <SchedulesHeader
        facts={planLimits}
        action={known ? <NewPlan buildingId={values.building} known={known} /> : undefined}
      />
      <PlansTable initial={{ search: searchString(plansParams, values), page }} />
    </>
  );
}
