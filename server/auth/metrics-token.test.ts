import { expect, test } from 'vitest';
import { hasMetricsToken } from './metrics-token.ts';

const bearer = (token: string) => new Headers({ authorization: `Bearer ${token}` });

test('only the token that is set opens, and nothing does while none is set', () => {
  expect(hasMetricsToken(bearer('open sesame'), 'open sesame')).toBe(true);
  expect(hasMetricsToken(bearer('open'), 'open sesame')).toBe(false);
  expect(hasMetricsToken(new Headers(), 'open sesame')).toBe(false);
  expect(hasMetricsToken(bearer('null'), null)).toBe(false);
  expect(hasMetricsToken(new Headers(), null)).toBe(false);
});
