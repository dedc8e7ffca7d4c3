import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { guides } from '#lib/guide/guides';
import { type Block, parseGuide } from '#lib/guide/parse-guide';
import { navItems } from '../../app/(console)/_components/nav-items.ts';
import { listPictures, stagedPictures } from '../../scripts/screenshots/pictures.ts';

const pictures = readdirSync(path.join(import.meta.dirname, '../../public/guide'));
const textOf = (name: string) => readFileSync(path.join(import.meta.dirname, `${name}.md`), 'utf8');
const blocks: Block[] = guides.flatMap(({ name }) => parseGuide(textOf(name)));
const shown = blocks.flatMap((block) => (block.kind === 'picture' ? [block.file] : []));

test('each guide is there under the title its page has, and no file is left without a page', () => {
  for (const { name, title } of guides) expect(textOf(name).split('\n')[0]).toBe(`# ${title}`);
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.md'));
  expect(files.toSorted()).toEqual(guides.map(({ name }) => `${name}.md`).toSorted());
});

test.each(navItems.map(({ label, href }) => [label, href]))('%s is named in a guide, and shown', (label, href) => {
  expect(guides.some(({ name }) => textOf(name).includes(`**${label}**`))).toBe(true);
  const names = Object.entries(listPictures).filter(
    ([, address]) => address === href || address.startsWith(`${href}/`),
  );
  expect(names.map(([name]) => `${name}.png`).some((file) => shown.includes(file))).toBe(true);
});

test('each picture a guide names is there and one the script takes, and each that was taken is shown', () => {
  const taken = [...Object.keys(listPictures), ...stagedPictures].map((name) => `${name}.png`);
  expect(shown.filter((file) => !taken.includes(file))).toEqual([]);
  expect(taken.filter((file) => !shown.includes(file))).toEqual([]);
  expect(pictures.toSorted()).toEqual(taken.toSorted());
});

test('each guide that another one leads to exists', () => {
  const inline = blocks.flatMap((block) => (block.kind === 'paragraph' ? block.content : []));
  const leads = inline.flatMap((piece) => (piece.kind === 'link' ? [piece.href] : []));
  expect(leads.length).toBeGreaterThan(0);
  for (const href of leads) expect(guides.map(({ name }) => `${name}.md`)).toContain(href);
});
