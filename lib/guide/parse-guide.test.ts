import { expect, test } from 'vitest';
import { parseGuide } from './parse-guide.ts';

test('headings, text, lists and pictures become what a page shows', () => {
  const blocks = parseGuide(`# Guide

Press **Give access** on a
page, or see the [other guide](auditor.md).

1. One
   and more
2. Two

![What it shows](../../public/guide/people.png)
`);
  expect(blocks).toEqual([
    { kind: 'heading', level: 1, text: 'Guide' },
    {
      kind: 'paragraph',
      content: [
        { kind: 'text', text: 'Press ' },
        { kind: 'strong', text: 'Give access' },
        { kind: 'text', text: ' on a page, or see the ' },
        { kind: 'link', text: 'other guide', href: 'auditor.md' },
        { kind: 'text', text: '.' },
      ],
    },
    {
      kind: 'list',
      isOrdered: true,
      items: [[{ kind: 'text', text: 'One and more' }], [{ kind: 'text', text: 'Two' }]],
    },
    { kind: 'picture', alt: 'What it shows', file: 'people.png' },
  ]);
});

test.each(['> quoted', '| a | b |', '```sh', '![no](https://example.com/a.png)'])('%s is refused', (line) => {
  expect(() => parseGuide(line)).toThrow('cannot show');
});
