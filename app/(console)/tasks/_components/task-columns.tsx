import Link from 'next/link';
import { taskSentence } from '#lib/messages/task-words';
import type { TaskRow } from '#lib/schemas/task';
import { columnsFor } from '@/components/data-table/columns';
import { StatusMark } from '@/components/ui/status-mark';
import { Time } from '@/components/ui/time';

const column = columnsFor<TaskRow>();

/** Where the task is to be done: the person, else the unit. */
export const taskHref = ({ personId, unitId, buildingId }: TaskRow): string =>
  personId ? `/people/${personId}` : unitId ? `/units/${unitId}` : `/buildings/${buildingId}`;

export const taskColumns = column.columns([
  column.accessor(taskSentence, {
    id: 'task',
    header: 'Task',
    meta: { card: 'title' },
    cell: ({ row, getValue }) => (
      <Link
        href={taskHref(row.original)}
        prefetch={false}
        tabIndex={-1}
        dir="auto"
        title={getValue()}
        className="font-medium max-sm:whitespace-normal"
      >
        {getValue()}
      </Link>
    ),
  }),
  column.accessor('buildingName', {
    header: 'Building',
    meta: { card: 'fact', width: 'w-[20%]' },
    cell: ({ row: { original } }) => (
      <>
        <span dir="auto" className="max-sm:whitespace-normal">
          {[original.unitName, original.buildingName].filter(Boolean).join(', ')}
        </span>
        <span className="mt-1 block sm:hidden">
          <TaskState task={original} />
        </span>
      </>
    ),
  }),
  column.display({
    id: 'state',
    header: 'Who',
    meta: { width: 'w-44' },
    cell: ({ row }) => <TaskState task={row.original} />,
  }),
  column.accessor('createdAt', {
    header: 'Since',
    meta: { width: 'w-32', from: 'lg' },
    cell: ({ getValue }) => <Time instant={getValue()} zone="UTC" />,
  }),
]);

function TaskState({ task: { doneAt, doneByName, isMine, assigneeName } }: { task: TaskRow }) {
  if (doneAt && !doneByName) return <StatusMark status="cancelled" word="No longer needed" />;
  if (doneAt) return <StatusMark status="active" word={`Done by ${doneByName}`} />;
  if (isMine) return <StatusMark status="sending" word="You" />;
  return assigneeName ? (
    <StatusMark status="scheduled" word={assigneeName} />
  ) : (
    <StatusMark status="waiting" word="Nobody yet" />
  );
}
