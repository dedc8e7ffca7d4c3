import { expect, test } from 'vitest';
import {
  cursor,
  day,
  id,
  oneOf,
  parseSearch,
  partsOf,
  searchString,
  someOf,
  text,
  toUrlSearch,
} from './search-params.ts';

const shape = { q: text(20), building: id, sort: oneOf(['name', '-name']), cursor };
const parse = (query: string) => parseSearch(shape, new URLSearchParams(query));

test('an empty address holds the fallbacks, and writing them gives an empty address', () => {
  const { values, problems } = parse('');
  expect(values).toEqual({ q: '', building: '', sort: 'name', cursor: '' });
  expect(problems).toEqual([]);
  expect(searchString(shape, values)).toBe('');
});

test('what was written is read back, whatever the text holds', () => {
  const values = {
    q: 'Ö & = ? 🚪',
    building: '0f8fad5b-d9cb-469f-a165-70867728950e',
    sort: '-name' as const,
    cursor: 'eyJ2IjoxfQ',
  };
  expect(parse(searchString(shape, values))).toEqual({ values, problems: [] });
});

test('nonsense falls back and is named, unknown parameters are named', () => {
  const { values, problems } = parse('page=-1&sort=drop&building=1&q=ok&cursor=%00');
  expect(values).toEqual({ q: 'ok', building: '', sort: 'name', cursor: '' });
  expect(problems.toSorted()).toEqual(['building', 'cursor', 'page', 'sort']);
});

test('names of object internals are parameters like any other', () => {
  expect(parse('__proto__=x&constructor=y').problems).toEqual(['__proto__', 'constructor']);
});

test('too long a text is refused, not cut, and so is one that no database can hold', () => {
  expect(parse('q=ann%00')).toMatchObject({ values: { q: '' }, problems: ['q'] });
  expect(parse(`q=${'x'.repeat(21)}`)).toMatchObject({ values: { q: '' }, problems: ['q'] });
});

test('order of parameters does not matter for the written form', () => {
  expect(searchString(shape, parse('sort=-name&q=a').values)).toBe(searchString(shape, parse('q=a&sort=-name').values));
});

test('Next’s record becomes the same address, first value winning and the others named', () => {
  const { values, problems } = parseSearch(shape, toUrlSearch({ q: ['a', 'b'], sort: undefined }));
  expect(values.q).toBe('a');
  expect(problems).toEqual(['q']);
  expect(parse('q=a&q=a').problems).toEqual([]);
});

test('a day is one that exists', () => {
  const accepted = ['', '2028-02-29', '2026-02-29', '2026-13-01', '2026-1-1', 'today'].map((value) =>
    day.accepts(value),
  );
  expect(accepted).toEqual([true, true, false, false, false, false]);
});

test('several of a list hold at once, each once and none unknown', () => {
  const known = ['offline', 'low', 'stale'] as const;
  const accepted = ['', 'low', 'stale.offline', 'low.low', 'low.gone', 'low.', '.'].map(someOf(known).accepts);
  expect(accepted).toEqual([true, true, true, false, false, false, false]);
  expect(partsOf(known, 'stale.offline')).toEqual(['offline', 'stale']);
  expect(partsOf(known, '')).toEqual([]);
});

test('an address of before names what has moved, unless it names that itself', () => {
  const moving = {
    state: { ...oneOf(['', 'now']), moved: new Map([['drift', 'changes']]) },
    changes: someOf(['waiting', 'drift']),
  };
  const read = (query: string) => parseSearch(moving, new URLSearchParams(query));
  expect(read('state=drift')).toEqual({ values: { state: '', changes: 'drift' }, problems: [] });
  expect(read('state=drift&changes=waiting').values).toEqual({ state: '', changes: 'waiting' });
  expect(read('state=now&changes=drift').values).toEqual({ state: 'now', changes: 'drift' });
  expect(read('state=gone').problems).toEqual(['state']);
});
