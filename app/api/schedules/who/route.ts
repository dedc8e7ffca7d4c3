import { getHandler } from '#server/auth/get-handler';
import { listAnswers } from '#server/services/questions/list-answers';
import { listAnswersQuery } from '#server/services/questions/list-query';

export const GET = getHandler({ permission: 'access.read', query: listAnswersQuery, run: listAnswers });
