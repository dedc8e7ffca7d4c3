'use client';

import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Failure } from '#lib/errors';
import { sentenceFor } from '#lib/messages/message-for';
import { taskSentence } from '#lib/messages/task-words';
import { failureOf } from '#lib/queries/fetch-json';
import { colleaguesQuery } from '#lib/queries/tasks';
import type { TaskRow } from '#lib/schemas/task';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { FormFailure } from '@/components/ui/form-failure';
import { RadioGroup } from '@/components/ui/radio-group';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { useSettleTask } from './use-settle-task.ts';

const formId = 'hand-over';
const nobodyChosen = sentenceFor({ code: 'invalid', params: { reason: 'colleague_required' } });

/** Which colleague is to do a task: those who may finish it in its building. */
export default function HandOverSheet({ task, onClose }: { task: TaskRow; onClose: () => void }) {
  const colleagues = useQuery(colleaguesQuery(task.id));
  const { isPending, settle } = useSettleTask();
  const [chosen, setChosen] = useState('');
  const [isChecked, setChecked] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (isPending || chosen === '') return;
    const failed = await settle({ taskId: task.id, act: 'hand_over', assigneeId: chosen });
    setFailure(failed);
    if (!failed) onClose();
  };
  const options = colleagues.data?.map(({ id, name }) => ({ value: id, label: <bdi>{name}</bdi> })) ?? [];
  return (
    <Sheet
      title="Hand over a task"
      facts={taskSentence(task)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {options.length > 0 && (
            <Button type="submit" form={formId} variant="primary" isPending={isPending}>
              Hand over
            </Button>
          )}
        </>
      }
    >
      {colleagues.isPending && <SkeletonRows count={4} />}
      {colleagues.isError && <ErrorState failure={failureOf(colleagues.error)} />}
      {colleagues.data?.length === 0 && <p>Nobody else may finish tasks in {task.buildingName}.</p>}
      {options.length > 0 && (
        <form id={formId} onSubmit={submit} noValidate className="grid grid-cols-1 gap-6">
          {failure && <FormFailure failure={failure} />}
          <RadioGroup
            label="Who does it?"
            name="assignee"
            options={options}
            value={chosen}
            error={isChecked && chosen === '' ? nobodyChosen : undefined}
            onChange={(event) => setChosen(event.target.value)}
          />
        </form>
      )}
    </Sheet>
  );
}
