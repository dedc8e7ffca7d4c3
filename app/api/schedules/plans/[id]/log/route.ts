import { getHandler } from '#server/auth/get-handler';
import { listPlanLog } from '#server/services/plans/list-plan-log';
import { listPlanLogQuery } from '#server/services/plans/list-query';

export const GET = getHandler({ permission: 'plan.read', query: listPlanLogQuery, run: listPlanLog });
