import { expect, test } from 'vitest';
import { preparedName } from './prepared.ts';

const long = (words: string) => `select '${words}' as words, '${'x'.repeat(600)}' as rest`;

test('what is asked once or is short has no name, what is asked again keeps its own, and the names come to an end', () => {
  expect([preparedName('select 1'), preparedName('select 1'), preparedName(long('one'))]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const name = preparedName(long('one'));
  expect(name).toEqual(expect.any(String));
  const twice = Array.from({ length: 200 }, (_, at) => long(`number ${at}`)).map((text) => [
    preparedName(text),
    preparedName(text),
  ]);
  const names = new Set(twice.map(([, second]) => second));
  expect(twice.every(([first]) => first === undefined)).toBe(true);
  expect(names.size).toBe(64);
  expect(names.has(name)).toBe(false);
  expect(preparedName(long('one'))).toBe(name);
});
