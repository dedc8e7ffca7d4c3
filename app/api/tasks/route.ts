import { getHandler } from '#server/auth/get-handler';
import { listTasksQuery } from '#server/services/tasks/list-query';
import { listTasks } from '#server/services/tasks/list-tasks';

export const GET = getHandler({ permission: 'unit.read', query: listTasksQuery, run: listTasks });
