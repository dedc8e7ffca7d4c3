import { expect, test } from 'vitest';
import type { CodeOutcome } from '../schemas/plan.ts';
import { worstOf } from './worst-outcome.ts';

test.each<[CodeOutcome[], CodeOutcome]>([
  [['confirmed', 'confirmed'], 'confirmed'],
  [['confirmed', 'sending'], 'sending'],
  [['confirmed', 'refused', 'sending'], 'refused'],
  [['needs_person', 'unconfirmed'], 'needs_person'],
])('of %j a day is said to be %s', (outcomes, worst) => {
  expect(worstOf(outcomes.map((outcome) => ({ outcome })))).toBe(worst);
});
