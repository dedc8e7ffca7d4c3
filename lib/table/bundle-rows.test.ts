import { expect, test } from 'vitest';
import { guessBundleMapping, readBundleRows } from './bundle-rows.ts';
import { parseTable } from './parse-table.ts';

function read(text: string, building = 'Juniper Hall') {
  const table = parseTable(text);
  if (!('head' in table)) throw new Error('This is no table.');
  const { problems, ...found } = readBundleRows(table, guessBundleMapping(table.head), building);
  return { ...found, problems: problems.map(({ line, reason }) => `${line} ${reason}`) };
}

test('rows of one name are the doors of one bundle; its kind stands in any of them', () => {
  const text = 'Door,Bundle,Kind\nGym,Amenities,\nPool,amenities,Each lease\nTrash Room,Staff,service\nRoof,Other,';
  expect(read(text)).toMatchObject({
    bundles: [
      { line: 2, name: 'Amenities', kind: 'amenities', doors: [{ name: 'Gym' }, { name: 'Pool' }] },
      { name: 'Staff', kind: 'service', building: 'Juniper Hall' },
      { name: 'Other', kind: 'amenities' },
    ],
    leftOut: 0,
    problems: [],
  });
});

test('every bad row is named, and a bundle with one is left out as a whole', () => {
  const rows = [
    'A,Gym,',
    'A,,',
    'B,Gym,service',
    'B,Pool,amenities',
    'C,Gym,guests',
    'D,Gym',
    ',Gym,',
    'E,Gym,',
    'E,gym,',
  ];
  expect(read(`bundle,door,kind\n${rows.join('\n')}\nF,Gym,`)).toMatchObject({
    bundles: [{ name: 'F' }],
    leftOut: 5,
    problems: [
      '3 row_without_door',
      '5 row_kind_differs',
      '6 row_kind_unknown',
      '7 row_columns',
      '8 row_without_bundle',
      '10 row_twice',
    ],
  });
  expect(read('bundle,door\nA,Gym', '').problems).toEqual(['2 row_without_building']);
});
