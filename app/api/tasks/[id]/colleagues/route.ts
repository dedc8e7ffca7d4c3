import { z } from 'zod';
import { getHandler } from '#server/auth/entry';
import { listColleagues } from '#server/services/tasks/colleagues';

export const GET = getHandler({
  permission: 'task.manage',
  query: z.strictObject({ id: z.guid() }),
  run: (session, { id }) => listColleagues(session, id),
});
