import { getHandler } from '#server/auth/entry';
import { listTasksQuery } from '#server/services/tasks/list-query';
import { listTasks } from '#server/services/tasks/list-tasks';

export const GET = getHandler({ permission: 'unit.read', query: listTasksQuery, run: listTasks });
