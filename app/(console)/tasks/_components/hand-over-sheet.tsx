'use client';

import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { taskSentence } from '#lib/messages/task-words';
import { failureOf } from '#lib/queries/fetch-json';
import { colleaguesQuery } from '#lib/queries/tasks';
import type { TaskRow } from '#lib/schemas/task';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { RadioGroup } from '@/components/ui/radio-group';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton-rows';

type Props = { task: TaskRow; isPending: boolean; onChoose: (assigneeId: string) => void; onClose: () => void };

const formId = 'hand-over';

/** Which colleague is to do a task: those who may finish it in its building. */
export default function HandOverSheet({ task, isPending, onChoose, onClose }: Props) {
  const colleagues = useQuery(colleaguesQuery(task.id));
  const [chosen, setChosen] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen !== '') onChoose(chosen);
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
          <Button type="submit" form={formId} variant="primary" isPending={isPending}>
            Hand over
          </Button>
        </>
      }
    >
      {colleagues.isPending && <SkeletonRows count={4} />}
      {colleagues.isError && <ErrorState failure={failureOf(colleagues.error)} />}
      {colleagues.data?.length === 0 && <p>Nobody else may finish tasks in {task.buildingName}.</p>}
      {options.length > 0 && (
        <form id={formId} onSubmit={submit}>
          <RadioGroup
            label="Who does it?"
            name="assignee"
            options={options}
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
          />
        </form>
      )}
    </Sheet>
  );
}
