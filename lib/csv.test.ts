import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine, exactText } from './csv.ts';

/** Reads one line back, by RFC 4180 and without a thought for formulas, as a spreadsheet does. */
function cellsOf(line: string): string[] {
  const cells = [...line.slice(0, -2).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)];
  return cells.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}

const formula = /^[=+\-@\t\r\n\0＝＋－＠]/;

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '\0=1',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  ' =1',
  '\u200b=1',
])('S17 %j is text, and what was written is read back', (name) => {
  const [cell = ''] = cellsOf(csvLine([name]));
  expect(cell).toBe(`'${name}`);
  expect(formula.test(cell.trimStart())).toBe(false);
});

test('S17 whatever a name holds, no cell begins a formula and nothing is lost', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (names) => {
      const cells = cellsOf(csvLine(names));
      expect(cells.map((cell, at) => (cell === names[at] ? cell : cell.slice(1)))).toEqual(names);
      for (const cell of cells) expect(formula.test(cell)).toBe(false);
    }),
  );
});

test('S17 phones and serial numbers stay text, numbers stay numbers, nothing stays empty', () => {
  expect(csvLine(['+12125550123', exactText('0012'), exactText(null), 7, 'O’Brien, "Bo"'])).toBe(
    `"'+12125550123","'0012",,7,"O’Brien, ""Bo"""\r\n`,
  );
});
