import { expect, test } from 'vitest';
import { eventNames, eventPhases } from '../events.ts';
import { activitySentence, actorName } from './activity-words.ts';

const facts = { event: 'access.grant', phase: 'intent', doorCount: 2, isAltered: false, isRemoteEnd: false } as const;

test.each([
  [{}, 'Asked OpenKit to give access to 2 doors'],
  [{ phase: 'applied', doorCount: 1 }, 'OpenKit confirmed giving access to 1 door'],
  [{ event: 'access.revoke', phase: 'rejected' }, 'OpenKit refused to revoke access to 2 doors'],
  [{ event: 'access.revoke', phase: 'unknown', doorCount: 0 }, 'OpenKit has not confirmed revoking access to doors'],
  [{ event: 'doorcode.reveal', phase: 'done' }, 'Looked at the codes of 2 doors'],
  [{ event: 'session.end', phase: 'done' }, 'Signed out'],
  [{ event: 'session.end', phase: 'done', isRemoteEnd: true }, 'Ended another session'],
  [{ event: 'session.end', phase: 'done', isAltered: true }, 'Altered in the database: Signed out'],
  [{ event: 'password.change', phase: 'denied' }, 'Wrong current password'],
] as const)('%o is told as %s', (change, sentence) => {
  expect(activitySentence({ ...facts, ...change })).toBe(sentence);
});

test('every event has a sentence in every phase', () => {
  for (const event of eventNames) {
    for (const phase of eventPhases) expect(activitySentence({ ...facts, event, phase })).toMatch(/^[A-Z].{5,}/);
  }
});

test('whoever did it has a name', () => {
  expect(actorName({ kind: 'staff', name: 'Maya Owens' })).toBe('Maya Owens');
  expect(actorName({ kind: 'system', name: 'launcher' })).toBe('Gatehouse (launcher)');
  expect(actorName({ kind: 'anonymous' })).toBe('Not signed in');
});
