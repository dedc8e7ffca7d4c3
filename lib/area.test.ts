import { expect, test } from 'vitest';
import { areaOf, areaPageFor, everywhere, inArea } from './area.ts';

const portfolio = '0b5f58aa-8446-4a45-9d1e-6cd3c4e1efea';
const building = '9ca8ba21-2c41-4697-868d-4cc2b26cd3c4';

test('what an address says of an area is read, and nonsense is no area', () => {
  expect(areaOf(new URLSearchParams({ portfolio, building, q: 'x' }))).toEqual({ portfolio, building });
  expect(areaOf(new URLSearchParams({ portfolio: 'drop table', building: '-1' }))).toEqual(everywhere);
});

test.each([
  ['/people', `/people?portfolio=${portfolio}&building=${building}`],
  ['/accesses?state=waiting', `/accesses?state=waiting&portfolio=${portfolio}&building=${building}`],
  ['/', `/?portfolio=${portfolio}&building=${building}`],
  ['/schedules/vendors', `/schedules/vendors?portfolio=${portfolio}&building=${building}`],
  ['/walk', `/walk?portfolio=${portfolio}&building=${building}`],
  ['/settings', '/settings'],
  ['/schedules/who?ask=gym', `/schedules/who?ask=gym&portfolio=${portfolio}&building=${building}`],
])('%s is carried into an area', (address, expected) => {
  expect(inArea(address, { portfolio, building })).toBe(expected);
});

test('nothing chosen leaves addresses plain', () => {
  expect(inArea('/people', everywhere)).toBe('/people');
});

test.each([
  ['/doors', '/doors'],
  [`/people/${building}`, '/people'],
  ['/settings/account', '/'],
  ['/schedules/who', '/schedules/who'],
  ['/schedules/vendors', '/schedules/vendors'],
  [`/schedules/certify/${building}`, '/schedules/certify'],
])('a choice made at %s leads to %s', (pathname, expected) => {
  expect(areaPageFor(pathname)).toBe(expected);
});
