import { getHandler } from '#server/auth/get-handler';
import { countTasksQuery } from '#server/services/tasks/list-query';
import { countTasks } from '#server/services/tasks/list-tasks';

export const GET = getHandler({ permission: 'unit.read', query: countTasksQuery, run: countTasks });
