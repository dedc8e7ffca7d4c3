import type { Metadata } from 'next';
import { inArea } from '#lib/area';
import { pageSize } from '#lib/page';
import { may } from '#lib/permissions';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { countTasks, listTasks } from '#server/services/tasks/list-tasks';
import { ButtonLink } from '@/components/ui/button-link';
import { PageHeader } from '@/components/ui/page-header';
import { startOver } from '../_components/refusals.ts';
import { TasksTable } from './_components/tasks-table.tsx';
import { tasksParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Tasks' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TasksPage({ searchParams }: Props) {
  const session = await pageSession('unit.read');
  const { values } = parseSearch(tasksParams, toUrlSearch(await searchParams));
  const [page, count] = await Promise.all([
    listTasks(session, { ...values, limit: pageSize }).catch(startOver),
    countTasks(session, values),
  ]);
  return (
    <>
      <PageHeader
        title="Tasks"
        facts="What OpenKit cannot do: to be finished in Mission Control, or at the door."
        action={
          <ButtonLink href={inArea('/walk', values)} icon="sync">
            Locks to sync
          </ButtonLink>
        }
      />
      <TasksTable
        initial={{ search: searchString(tasksParams, values), page, count }}
        mayManage={may(session.staff.role, 'task.manage')}
      />
    </>
  );
}
