import Link from 'next/link';
import { counted } from '#lib/messages/counts';
import { planDaysText, planStateNames, weekdayText } from '#lib/messages/plan-words';
import type { PlanRow } from '#lib/schemas/plan';
import { columnsFor } from '@/components/data-table/columns';
import { StatusMark } from '@/components/ui/status-mark';

const column = columnsFor<PlanRow>();

export const plansColumns = column.columns([
  column.accessor('personName', {
    header: 'Who',
    meta: { card: 'title', width: 'w-[22%]' },
    cell: ({ row: { original } }) => (
      <Link href={`/schedules/plans/${original.id}`} prefetch={false} tabIndex={-1} title={original.personName}>
        <span className="font-medium" dir="auto">
          {original.personName}
        </span>{' '}
        <span className="text-muted" dir="auto">
          {original.vendorName}
        </span>
      </Link>
    ),
  }),
  column.accessor(planDaysText, {
    id: 'days',
    header: 'Days',
    meta: { card: 'fact' },
    cell: ({ getValue }) => <span title={getValue()}>{getValue()}</span>,
  }),
  column.accessor('doorName', {
    header: 'Doors',
    meta: { width: 'w-[20%]', from: 'md' },
    cell: ({ row: { original } }) =>
      original.doorCount > 1 ? (
        counted(original.doorCount, 'door')
      ) : (
        <span dir="auto" title={`${original.doorName}, ${original.buildingName}`}>
          {original.doorName} <span className="text-muted">{original.buildingName}</span>
        </span>
      ),
  }),
  column.accessor('nextDay', {
    header: 'Next code for',
    meta: { width: 'w-36', from: 'lg' },
    cell: ({ getValue }) => {
      const day = getValue();
      return day === null ? <span className="text-muted">None</span> : weekdayText(day);
    },
  }),
  column.accessor('state', {
    header: 'State',
    meta: { card: 'status', width: 'w-40' },
    cell: ({ row: { original } }) => <PlanMark plan={original} />,
  }),
]);

function PlanMark({ plan: { state, problems } }: { plan: PlanRow }) {
  if (problems > 0) return <StatusMark status="failed" word={counted(problems, 'code failed', 'codes failed')} />;
  const status = { active: 'active', paused: 'waiting', ended: 'ended' } as const;
  return <StatusMark status={status[state]} word={planStateNames[state]} />;
}
