import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Result } from '#lib/errors';
import { operationQuery } from '#lib/queries/operation';
import { ask } from '@/components/action/ask';
import { showFailure } from '@/components/ui/show-failure';

/** One act on an operation at a time: sends it, tells what was refused, and reads the operation again. */
export function useControl(operationId: string) {
  const client = useQueryClient();
  const [isPending, setPending] = useState(false);
  const run = async <T>(act: () => Promise<Result<T>>): Promise<T | null> => {
    if (isPending) return null;
    setPending(true);
    const answer = await ask(act());
    setPending(false);
    await client.invalidateQueries({ queryKey: operationQuery(operationId).queryKey });
    await client.invalidateQueries({ queryKey: [`/api/operations/${operationId}/doors`] });
    if (answer.ok) return answer.value;
    showFailure(answer.error);
    return null;
  };
  return { isPending, run };
}
