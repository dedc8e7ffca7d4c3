'use client';

import { counted } from '#lib/messages/counts';
import { weekdayText } from '#lib/messages/plan-words';
import type { PlanView } from '#lib/schemas/plan';
import { Button } from '@/components/ui/button';
import { OutcomeMark } from './outcome-mark.tsx';
import { useChangePlan } from './use-change-plan.ts';

/** The next 60 days; each can be taken out while it has no code yet. */
export function PlanPreview({ plan }: { plan: PlanView }) {
  const { isSending, change } = useChangePlan(plan.id);
  const count = plan.preview.filter((one) => !one.isSkipped).length;
  return (
    <section aria-labelledby="preview">
      <h2 id="preview" className="font-semibold">
        The next 60 days
      </h2>
      <p className="text-muted">
        {plan.state === 'paused' ? 'If the plan were resumed: ' : ''}
        {counted(count, 'day with a code', 'days with a code')}
        {plan.doorCount > 1 ? `, on ${plan.doorCount} doors` : ''}.
      </p>
      <ol className="mt-2 grid gap-x-6 border-t border-line empty:hidden sm:grid-cols-2">
        {plan.preview.map(({ day, isSkipped, outcome }) => (
          <li
            key={day}
            className="flex min-h-10 items-center justify-between gap-3 border-b border-line max-sm:min-h-12"
          >
            <span className={isSkipped ? 'text-muted line-through' : ''}>{weekdayText(day)}</span>
            {outcome && <OutcomeMark outcome={outcome} />}
            {!outcome && plan.mayManage && (
              <Button
                variant="quiet"
                isPending={isSending}
                aria-label={`${isSkipped ? 'Put back' : 'Skip'} ${weekdayText(day)}`}
                onClick={() => void change({ change: isSkipped ? 'unskip' : 'skip', day })}
              >
                {isSkipped ? 'Put back' : 'Skip'}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
