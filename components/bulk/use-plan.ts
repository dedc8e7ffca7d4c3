import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Failure } from '#lib/errors';
import type { BulkWish } from '#lib/schemas/dry-run';
import type { Selection } from '#lib/schemas/selection';
import { planBulk } from '#server/actions/dry-runs';
import { ask } from '@/components/action/ask';

/** Has a wish for everything selected worked out, and leads to what it would send. */
export function usePlan(selection: Selection, onFailure: (failure: Failure) => void) {
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const plan = async (wish: BulkWish) => {
    if (isPending) return;
    setPending(true);
    const answer = await ask(planBulk({ selection, wish }));
    if (answer.ok) return router.push(`/operations/dry-runs/${answer.value.dryRunId}`);
    setPending(false);
    onFailure(answer.error);
  };
  return { isPending, plan };
}
