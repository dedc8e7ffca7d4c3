import { z } from 'zod';
import { getHandler } from '#server/auth/get-handler';
import { getActivityEntry } from '#server/services/activity/get-activity-entry';

export const GET = getHandler({
  permission: 'audit.read',
  query: z.strictObject({ seq: z.coerce.number().int().positive() }),
  run: (session, { seq }) => getActivityEntry(session, seq),
});
