import { getHandler } from '#server/auth/get-handler';
import { countAnswers } from '#server/services/questions/list-answers';
import { countAnswersQuery } from '#server/services/questions/list-query';

export const GET = getHandler({ permission: 'access.read', query: countAnswersQuery, run: countAnswers });
