import { expect, test } from 'vitest';
import { jobFailure } from './job-failure.ts';

test('the job queue keeps the name and code of an error alone', () => {
  const cause = Object.assign(new Error('Key (email)=(canary) exists'), { code: '23505', detail: 'canary' });
  const failure = jobFailure(Object.assign(new TypeError('params: canary', { cause }), { params: ['canary'] }));
  expect(failure).toMatchObject({ name: 'TypeError', message: '23505' });
  expect(JSON.stringify({ ...failure, stack: failure.stack, cause: failure.cause })).not.toContain('canary');
});
