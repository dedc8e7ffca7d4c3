import { z } from 'zod';
import { getHandler } from '#server/auth/get-handler';
import { listActivityStaff } from '#server/services/activity/list-activity-staff';

export const GET = getHandler({ permission: 'audit.read', query: z.strictObject({}), run: listActivityStaff });
