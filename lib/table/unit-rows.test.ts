import { expect, test } from 'vitest';
import { parseTable } from './parse-table.ts';
import { guessMapping, readUnitRows } from './unit-rows.ts';

function read(text: string, building = '') {
  const table = parseTable(text);
  if ('reason' in table) throw new Error(table.reason);
  return readUnitRows(table, guessMapping(table.head), building);
}

const noResidents = { email: -1, start: -1, end: -1 };

test('columns are found by their heads, in any order', () => {
  expect(guessMapping(['Door name', 'Property', 'Apt #'])).toEqual({ unit: 2, building: 1, door: 0, ...noResidents });
  expect(guessMapping(['what', 'ever'])).toEqual({ unit: 0, building: -1, door: -1, ...noResidents });
});

test('rows of one unit are its doors, whatever the spelling', () => {
  expect(read('unit,building,door\n4B,Alder,Apt 4B\n4b,alder,4B rear\n4C,Alder,\n').units).toEqual([
    { line: 2, name: '4B', building: 'Alder', doors: ['Apt 4B', '4B rear'], residents: [] },
    { line: 4, name: '4C', building: 'Alder', doors: [], residents: [] },
  ]);
});

test('S18 each wrong row is named by its line, and the others stand', () => {
  const { units, problems } = read(
    `unit,building,door\n4B,Alder,x\n4B,Alder,x\n,Alder,y\n4C,,z\n4D,Alder\n${'n'.repeat(101)},Alder,q\n`,
  );
  expect(units.map(({ name }) => name)).toEqual(['4B']);
  expect(problems.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
    '3 row_twice',
    '4 row_without_unit',
    '5 row_without_building',
    '6 row_columns',
    '7 row_name_too_long',
  ]);
});

test('a building chosen beside the table stands in where a row names none', () => {
  expect(read('unit\n4B\n', 'Alder').units).toMatchObject([{ name: '4B', building: 'Alder' }]);
});

test('S18 a head called __proto__ harms nothing', () => {
  const { units } = read('unit,__proto__,building\n4B,polluted,Alder\n');
  expect(units).toMatchObject([{ name: '4B', building: 'Alder' }]);
  expect(Object.getPrototypeOf({})).not.toHaveProperty('polluted');
});

test('who lives there comes with the days of the lease, and each wrong row is named by its line', () => {
  const { units, problems } = read(
    [
      'unit,building,door,email,lease start,lease end',
      '4B,Alder,x,ann@example.com,2026-01-01,7/31/2027',
      '4B,Alder,x,bo@example.com,,',
      '4B,Alder,y,ann@example.com,2026-01-01,7/31/2027',
      '4C,Alder,z,not an address,,',
      '4C,Alder,z,cy@example.com,soon,',
      '4C,Alder,z,cy@example.com,2027-01-01,2026-01-01',
    ].join('\n'),
  );
  expect(units).toEqual([
    {
      line: 2,
      name: '4B',
      building: 'Alder',
      doors: ['x', 'x', 'y'],
      residents: [
        { line: 2, email: 'ann@example.com', leaseStart: '2026-01-01', leaseEnd: '2027-07-31' },
        { line: 3, email: 'bo@example.com', leaseStart: null, leaseEnd: null },
      ],
    },
  ]);
  expect(problems.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
    '5 row_email_invalid',
    '6 row_day_unreadable',
    '7 row_lease_backwards',
  ]);
});
