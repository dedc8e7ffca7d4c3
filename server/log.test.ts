import { DrizzleQueryError } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { createLog } from './log.ts';

const canary = 'canary@example.test';

test('a query that failed is logged with its code and without what was asked', () => {
  vi.stubEnv('LOG_LEVEL', 'info');
  const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const err = new DrizzleQueryError('select $1', [canary], cause);
  expect(String(err)).toContain(canary);
  const lines: string[] = [];
  const log = createLog({ write: (line) => lines.push(line) });
  log.error({ err }, 'told');
  log.error({ err });
  log.error(err);
  log.child({ part: 'x' }).error({ err }, 'told');
  expect(lines).toHaveLength(4);
  expect(lines.join('')).not.toContain(canary);
  expect(lines.map((line) => JSON.parse(line).err.code)).toEqual(Array(4).fill('ECONNREFUSED'));
});
