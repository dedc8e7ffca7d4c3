'use client';

import { useState } from 'react';
import { taskSentence } from '#lib/messages/task-words';
import type { Page } from '#lib/page';
import type { Count } from '#lib/schemas/page';
import type { TaskRow } from '#lib/schemas/task';
import { DataTable } from '@/components/data-table/data-table';
import { FilterSelect } from '@/components/data-table/filter-select';
import { EmptyState } from '@/components/ui/empty-state';
import { tasksParams } from '../search-params.ts';
import { HandOverSheet } from './lazy-hand-over-sheet.ts';
import { TaskActions } from './task-actions.tsx';
import { taskColumns, taskHref } from './task-columns.tsx';

const source = {
  path: '/api/tasks',
  item: async () => (await import('#lib/schemas/task')).taskRowSchema,
  isCounted: true,
} as const;
const noun = { one: 'task', many: 'tasks' };
const row = { href: taskHref, name: taskSentence };
const states = [
  { value: 'mine', label: 'Mine' },
  { value: 'unassigned', label: 'Nobody’s yet' },
  { value: 'done', label: 'Done' },
] as const;

type Props = { initial: { search: string; page: Page<TaskRow>; count: Count }; mayManage: boolean };

export function TasksTable({ initial, mayManage }: Props) {
  const [handing, setHanding] = useState<TaskRow | null>(null);
  return (
    <>
      <DataTable
        noun={noun}
        columns={taskColumns}
        query={{ source, shape: tasksParams, initial }}
        row={row}
        rowActions={mayManage ? (task) => <TaskActions task={task} onHandOver={() => setHanding(task)} /> : undefined}
        filters={({ values, filter }) => (
          <FilterSelect
            label="State"
            everything="All open"
            options={states}
            value={values.state}
            onChange={(state) => filter({ state })}
          />
        )}
        empty={
          <EmptyState kind="no-data" title="Nothing has to be finished by hand">
            Elevators, keycards, doors to enable and residents without an email address appear here after a move-in.
          </EmptyState>
        }
        note="Noted by Gatehouse; OpenKit does not say when they are done."
      />
      {handing && <HandOverSheet task={handing} onClose={() => setHanding(null)} />}
    </>
  );
}
