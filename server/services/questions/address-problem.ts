import type { QuestionProblem } from '#lib/questions/token';
import { type AnswerFilters, mostDoors } from './list-query.ts';

/** Why the question that an address holds cannot be answered as it stands; null = it can. */
export function addressProblem({
  doors,
  from,
  to,
}: Pick<AnswerFilters, 'doors' | 'from' | 'to'>): QuestionProblem | null {
  if (lacksTime({ from, to })) return { reason: 'question_time_missing', params: {} };
  return doors.split(',').length > mostDoors ? { reason: 'question_too_wide', params: {} } : null;
}

/** Whether it has no time, or ends before it begins. */
export const lacksTime = ({ from, to }: Pick<AnswerFilters, 'from' | 'to'>): boolean =>
  from === '' || (to !== '' && to <= from);
