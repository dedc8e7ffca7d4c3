import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Failure } from '#lib/errors';
import type { SettleTaskInput } from '#lib/schemas/task';
import { settleTask } from '#server/actions/tasks';
import { ask } from '@/components/action/ask';
import { showToast } from '@/components/ui/toast-store';

const said: Record<SettleTaskInput['act'], string> = {
  take: 'This task is yours',
  give_back: 'Given back',
  hand_over: 'Handed over',
  done: 'Noted that it is done',
};

/**
 * Settles a task, says so, and has the list read anew. Answers why it did not work: whoever asked says that in its
 * place.
 */
export function useSettleTask() {
  const client = useQueryClient();
  const [isPending, setPending] = useState(false);
  const settle = async (input: SettleTaskInput): Promise<Failure | null> => {
    setPending(true);
    const answer = await ask(settleTask(input));
    setPending(false);
    if (answer.ok) showToast(said[input.act]);
    void client.invalidateQueries({ queryKey: ['/api/tasks'] });
    return answer.ok ? null : answer.error;
  };
  return { isPending, settle };
}
