import { getHandler } from '#server/auth/get-handler';
import { listPlans } from '#server/services/plans/list-plans';
import { listPlansQuery } from '#server/services/plans/list-query';

export const GET = getHandler({ permission: 'plan.read', query: listPlansQuery, run: listPlans });
