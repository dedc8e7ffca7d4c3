import { expect, test } from 'vitest';
import { type GrantAnswers, proposeTerms } from './propose-terms.ts';

const answers = (given: Partial<GrantAnswers> = {}): GrantAnswers => ({
  length: 'today',
  isOneVisit: false,
  mustBeRevocable: false,
  ...given,
});

test.each([
  [{}, 'DAILY', 'one_day'],
  [{ length: 'tomorrow' }, 'DAILY', 'one_day'],
  [{ isOneVisit: true }, 'DAILY_SINGLE_USE', 'one_visit'],
  [{ length: 'tomorrow', isOneVisit: true }, 'DAILY_SINGLE_USE', 'one_visit'],
  [{ mustBeRevocable: true }, 'PERMANENT', 'revocable'],
  [{ length: 'tomorrow', mustBeRevocable: true }, 'PERMANENT', 'revocable'],
  [{ isOneVisit: true, mustBeRevocable: true }, 'PERMANENT', 'revocable'],
  [{ length: 'period' }, 'PERMANENT', 'period'],
  [{ length: 'period', isOneVisit: true }, 'PERMANENT', 'period'],
  [{ length: 'period', mustBeRevocable: true }, 'PERMANENT', 'period'],
  [{ length: 'open' }, 'PERMANENT', 'no_end'],
  [{ length: 'open', isOneVisit: true }, 'PERMANENT', 'no_end'],
] as const)('%j is given as %s because of %s', (given, passcodeType, because) => {
  expect(proposeTerms(answers(given))).toEqual({ passcodeType, because });
});
