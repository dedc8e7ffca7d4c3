import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { effect } from '../faults/effects.ts';
import { limits } from '../limits.ts';
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

  it.each(Object.entries(limits))('tells the limit of %s', (_name, limit) => {
    const [, section = ''] = /\n## Limits\n(.*?)\n## /s.exec(readme) ?? [];
    expect(section.match(/[\d,]*\d/g)).toContain(limit.toLocaleString('en'));
  });

  it.each(effect.options.map(({ shape }) => shape.type.value))('explains fault %s', (type) => {
    expect(readme).toContain(`\`${type}\``);
  });
});
