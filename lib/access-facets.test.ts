import { expect, test } from 'vitest';
import { accessFacetParams, personFacetParams } from './access-facets.ts';
import { changeKinds } from './door-facets.ts';
import { parseSearch, searchString } from './search-params.ts';

const nowOf = (search: string) => {
  const { values, problems } = parseSearch(accessFacetParams, new URLSearchParams(search));
  return { search: searchString(accessFacetParams, values), problems };
};

test.each(['ends7', 'ends30', 'ends90', 'endless'])('an address of before that says state=%s means the end', (end) => {
  expect(nowOf(`state=${end}`)).toEqual({ search: `?ends=${end}`, problems: [] });
  expect(nowOf(`state=${end}&role=guest`)).toEqual({ search: `?ends=${end}&role=guest`, problems: [] });
  expect(parseSearch(personFacetParams, new URLSearchParams(`state=${end}`)).values).toMatchObject({ ends: end });
});

test.each(changeKinds)('one of before that says state=%s still means what is behind', (kind) => {
  expect(nowOf(`state=${kind}`)).toEqual({ search: `?changes=${kind}`, problems: [] });
});

test('a state and an end stand in one address, and combine', () => {
  expect(nowOf('state=now&ends=ends7')).toEqual({ search: '?state=now&ends=ends7', problems: [] });
});
