import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isUuid } from '#lib/ids';
import { planDaysText } from '#lib/messages/plan-words';
import { pageSize } from '#lib/page';
import { pageSession } from '#server/auth/page-session';
import { chooseDoors } from '#server/services/doors/choose-doors';
import { getPlan } from '#server/services/plans/get-plan';
import { listPlanLog } from '#server/services/plans/list-plan-log';
import { listTechnicians } from '#server/services/plans/list-technicians';
import { PageHeader } from '@/components/ui/page-header';
import { toNotFound } from '../../../_components/refusals.ts';
import { PlanActions } from './_components/plan-actions.tsx';
import { PlanFacts } from './_components/plan-facts.tsx';
import { PlanLog } from './_components/plan-log.tsx';
import { PlanPreview } from './_components/plan-preview.tsx';
import { PlanWarnings } from './_components/plan-warnings.tsx';

export const metadata: Metadata = { title: 'Plan' };

export default async function PlanPage({ params }: { params: Promise<{ id: string }> }) {
  const session = await pageSession('plan.read');
  const { id } = await params;
  if (!isUuid(id)) notFound();
  const plan = await getPlan(session, { planId: id }).catch(toNotFound);
  const log = await listPlanLog(session, { id, cursor: '', limit: pageSize });
  const isOpen = plan.mayManage && plan.state !== 'ended';
  const doorIds = plan.doors.map(({ id }) => id);
  const [doors, known] = isOpen
    ? await Promise.all([chooseDoors(session, doorIds), listTechnicians(session)])
    : [[], []];
  return (
    <>
      <PageHeader
        title={`${plan.personName}, ${plan.vendorName}`}
        facts={`${planDaysText(plan)}.`}
        action={isOpen ? <PlanActions plan={plan} doors={doors} known={known} /> : undefined}
      />
      <PlanWarnings plan={plan} />
      <div className="grid gap-x-10 gap-y-6 pt-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 content-start gap-8">
          <PlanPreview plan={plan} />
          <PlanLog planId={id} newest={log} />
        </div>
        <PlanFacts plan={plan} />
      </div>
    </>
  );
}
