'use client';

import { taskSentence } from '#lib/messages/task-words';
import type { TaskRow } from '#lib/schemas/task';
import { Button } from '@/components/ui/button';
import { showFailure } from '@/components/ui/show-failure';
import { useSettleTask } from './use-settle-task.ts';

/** Take it, hand it to a colleague, or say that it is done. */
export function TaskActions({ task, onHandOver }: { task: TaskRow; onHandOver: () => void }) {
  const { isPending, settle } = useSettleTask();
  const press = async (act: 'take' | 'give_back' | 'done') => {
    const failure = await settle({ taskId: task.id, act });
    if (failure) showFailure(failure);
  };
  if (task.doneAt) return null;
  const about = taskSentence(task);
  return (
    <div className="flex w-fit gap-1">
      {!task.isMine && !task.assigneeName && (
        <Button tabIndex={-1} isPending={isPending} aria-label={`Take: ${about}`} onClick={() => void press('take')}>
          Take
        </Button>
      )}
      {task.isMine && (
        <Button
          tabIndex={-1}
          isPending={isPending}
          aria-label={`Give back: ${about}`}
          onClick={() => void press('give_back')}
        >
          Give back
        </Button>
      )}
      <Button tabIndex={-1} aria-label={`Hand over: ${about}`} onClick={onHandOver}>
        Hand over
      </Button>
      <Button tabIndex={-1} isPending={isPending} aria-label={`Done: ${about}`} onClick={() => void press('done')}>
        Done
      </Button>
    </div>
  );
}
