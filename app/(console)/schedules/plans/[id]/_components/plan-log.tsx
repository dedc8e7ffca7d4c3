'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { weekdayText } from '#lib/messages/plan-words';
import type { Page } from '#lib/page';
import { failureOf } from '#lib/queries/fetch-json';
import { earlierCodes } from '#lib/queries/plan-log';
import type { PlanCode } from '#lib/schemas/plan';
import { Button } from '@/components/ui/button';
import { FailureLine } from '@/components/ui/failure-line';
import { ReasonSentence } from '@/components/ui/failure-words';
import { OutcomeMark } from './outcome-mark.tsx';

/**
 * What became of each day so far, newest first; `newest` came with the page, what was before is read when asked for.
 */
export function PlanLog({ planId, newest }: { planId: string; newest: Page<PlanCode> }) {
  const earlier = useInfiniteQuery(earlierCodes(planId, newest.nextCursor));
  const codes = [newest, ...(earlier.data?.pages ?? [])].flatMap((page) => page.items);
  const hasEarlier = earlier.data ? earlier.hasNextPage : newest.nextCursor !== null;
  return (
    <section aria-labelledby="log">
      <h2 id="log" className="font-semibold">
        Codes so far
      </h2>
      {codes.length === 0 && <p className="py-3 text-muted">None has been due yet.</p>}
      <ul className="mt-2 divide-y divide-line border-y border-line empty:hidden">
        {codes.map((code) => (
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
            {code.reason && (
              <p className="basis-full text-sm text-muted">
                <ReasonSentence reason={code.reason} />
              </p>
            )}
          </li>
        ))}
      </ul>
      {hasEarlier && (
        <div className="py-3">
          <Button isPending={earlier.isFetching} onClick={() => void earlier.fetchNextPage()}>
            Show earlier
          </Button>
        </div>
      )}
      {earlier.error && (
        <div className="py-2">
          <FailureLine failure={failureOf(earlier.error)} />
        </div>
      )}
    </section>
  );
}
