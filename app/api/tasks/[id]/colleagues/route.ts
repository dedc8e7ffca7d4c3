import { z } from 'zod';
import { uuid } from '#lib/schemas/uuid';
import { getHandler } from '#server/auth/get-handler';
import { listColleagues } from '#server/services/tasks/colleagues';

export const GET = getHandler({
  permission: 'task.manage',
  query: z.strictObject({ id: uuid }),
  run: (session, { id }) => listColleagues(session, id),
});
