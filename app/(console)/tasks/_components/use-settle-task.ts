import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SettleTaskInput } from '#lib/schemas/task';
import { settleTask } from '#server/actions/tasks';
import { ask } from '@/components/action/ask';
import { showFailure } from '@/components/ui/show-failure';
import { showToast } from '@/components/ui/toast-store';

const said: Record<SettleTaskInput['act'], string> = {
  take: 'This task is yours',
  give_back: 'Given back',
  hand_over: 'Handed over',
  done: 'Noted that it is done',
};

/** Settles a task, says so, and has the list read anew. */
export function useSettleTask() {
  const client = useQueryClient();
  const [isPending, setPending] = useState(false);
  const settle = async (input: SettleTaskInput) => {
    setPending(true);
    const answer = await ask(settleTask(input));
    setPending(false);
    if (answer.ok) showToast(said[input.act]);
    else showFailure(answer.error);
    void client.invalidateQueries({ queryKey: ['/api/tasks'] });
  };
  return { isPending, settle };
}
