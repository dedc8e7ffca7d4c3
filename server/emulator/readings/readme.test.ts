import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { effect } from '../faults/effects.ts';
import { readingTable } from './readings.ts';

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8').replace(/ +/g, ' ');

describe('the README', () => {
  it.each(Object.entries(readingTable))(
    'names reading %s with its mark, values and meaning',
    (name, { mark, values, about }) => {
      const row = readme
        .split('\n')
        .find((line) => line.startsWith(`| \`${name}\` |`))
        ?.replaceAll('**', '');
      expect(row).toBe(`| \`${name}\` | ${mark} | ${values.join(', ')} | ${about} |`);
    },
  );

  it.each(effect.options.map(({ shape }) => shape.type.value))('explains fault %s', (type) => {
    expect(readme).toContain(`\`${type}\``);
  });
});
