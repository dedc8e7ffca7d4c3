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
import { HandOverSheet } from './lazy-hand-over-sheet.ts';

const said: Record<SettleTaskInput['act'], string> = {
  take: 'This task is yours',
  give_back: 'Given back',
  hand_over: 'Handed over',
  done: 'Noted that it is done',
};

/** Take it, hand it to a colleague, or say that it is done. */
export function TaskActions({ task }: { task: TaskRow }) {
  const client = useQueryClient();
  const [isPending, setPending] = useState(false);
  const [isHandingOver, setHandingOver] = useState(false);
  const send = async (input: SettleTaskInput) => {
    setPending(true);
    const answer = await ask(settleTask(input));
    setPending(false);
    setHandingOver(false);
    if (answer.ok) showToast(said[input.act]);
    else showFailure(answer.error);
    void client.invalidateQueries({ queryKey: ['/api/tasks'] });
  };
  const settle = (act: 'take' | 'give_back' | 'done') => void send({ taskId: task.id, act });
  if (task.doneAt) return null;
  const about = taskSentence(task);
  return (
    <div className="flex w-fit gap-1">
      {!task.isMine && !task.assigneeName && (
        <Button tabIndex={-1} isPending={isPending} aria-label={`Take: ${about}`} onClick={() => settle('take')}>
          Take
        </Button>
      )}
      {task.isMine && (
        <Button
          tabIndex={-1}
          isPending={isPending}
          aria-label={`Give back: ${about}`}
          onClick={() => settle('give_back')}
        >
          Give back
        </Button>
      )}
      <Button tabIndex={-1} aria-label={`Hand over: ${about}`} onClick={() => setHandingOver(true)}>
        Hand over
      </Button>
      <Button tabIndex={-1} isPending={isPending} aria-label={`Done: ${about}`} onClick={() => settle('done')}>
        Done
      </Button>
      {isHandingOver && (
        <HandOverSheet
          task={task}
          isPending={isPending}
          onChoose={(assigneeId) => void send({ taskId: task.id, act: 'hand_over', assigneeId })}
          onClose={() => setHandingOver(false)}
        />
      )}
    </div>
  );
}
