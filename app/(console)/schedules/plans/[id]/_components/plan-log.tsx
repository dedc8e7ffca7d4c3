import Link from 'next/link';
import { reasonSentence } from '#lib/messages/message-for';
import { weekdayText } from '#lib/messages/plan-words';
import type { PlanView } from '#lib/schemas/plan';
import { OutcomeMark } from './outcome-mark.tsx';

/** What became of each day so far, newest first. */
export function PlanLog({ plan }: { plan: PlanView }) {
  return (
    <section aria-labelledby="log">
      <h2 id="log" className="font-semibold">
        Codes so far
      </h2>
      {plan.log.length === 0 && <p className="py-3 text-muted">None was due yet.</p>}
      <ul className="mt-2 divide-y divide-line border-y border-line empty:hidden">
        {plan.log.map((code) => (
          <li key={`${code.day} ${code.doorId}`} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2">
            <span className="w-32 font-medium">{weekdayText(code.day)}</span>
            <span className="min-w-0 grow basis-40 truncate" dir="auto" title={code.doorName}>
              {code.doorName}
            </span>
            {code.operationId && (
              <Link
                href={`/operations/${code.operationId}`}
                prefetch={false}
                className="text-muted underline underline-offset-2"
              >
                Operation
              </Link>
            )}
            <OutcomeMark outcome={code.outcome} />
            {code.reason && <p className="basis-full text-sm text-muted">{reasonSentence(code.reason)}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
