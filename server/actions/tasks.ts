'use server';

import { settleTaskSchema } from '#lib/schemas/task';
import { action } from '../auth/action.ts';
import { settleTask as settle } from '../services/tasks/settle-task.ts';

export const settleTask = action({
  name: 'settleTask',
  permission: 'task.manage',
  input: settleTaskSchema,
  run: settle,
});
