'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { taskSentence } from '#lib/messages/task-words';
import type { SettleTaskInput, TaskRow } from '#lib/schemas/task';
import { settleTask } from '#server/actions/tasks';
import { ask } from '@/components/action/ask';
import { Button } from '@/components/ui/button';
import { showFailure } from '@/components/ui/show-failure';
import { showToast } from '@/components/ui/toast-store';

const said: Record<SettleTaskInput['act'], string> = {
  take: 'This task is yours',
  give_back: 'Given back',
  done: 'Noted that it is done',
};

/** Take it, or say that it is done. */
export function TaskActions({ task }: { task: TaskRow }) {
  const client = useQueryClient();
  const [isPending, setPending] = useState(false);
  const settle = async (act: SettleTaskInput['act']) => {
    setPending(true);
    const answer = await ask(settleTask({ taskId: task.id, act }));
    setPending(false);
    if (answer.ok) showToast(said[act]);
    else showFailure(answer.error);
    void client.invalidateQueries({ queryKey: ['/api/tasks'] });
  };
  if (task.doneAt) return null;
  const about = taskSentence(task);
  return (
    <div className="flex w-fit gap-1">
      {!task.isMine && !task.assigneeName && (
        <Button tabIndex={-1} isPending={isPending} aria-label={`Take: ${about}`} onClick={() => void settle('take')}>
          Take
        </Button>
      )}
      {task.isMine && (
        <Button
          tabIndex={-1}
          isPending={isPending}
          aria-label={`Give back: ${about}`}
          onClick={() => void settle('give_back')}
        >
          Give back
        </Button>
      )}
      <Button tabIndex={-1} isPending={isPending} aria-label={`Done: ${about}`} onClick={() => void settle('done')}>
        Done
      </Button>
    </div>
  );
}
