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

/** Pages of one thing, by the picture of them. */
const staged: Record<string, (typeof stagedPictures)[number]> = {
  '/buildings/[id]': 'building',
  '/doors/[id]/[[...show]]': 'door',
  '/operations/[id]': 'operation',
  '/operations/dry-runs/[id]': 'dry-run',
  '/operations/onboarding': 'onboarding',
  '/people/[id]': 'person',
  '/schedules/certify/[id]': 'certify',
  '/units/[id]': 'unit',
};

/** Pages that no guide shows, and why. */
const notShown: Record<string, string> = {
  '/buildings/[id]/history': 'as History, of one building',
  '/buildings/[id]/people': 'as People, of one building',
  '/buildings/[id]/residents': 'what OpenKit calls residents, to compare with People',
  '/bundles/[id]': 'the doors of one row of Bundles',
  '/doors/[id]/history': 'as History, of one door',
  '/doors/[id]/statement': 'a paper to print',
  '/drift/[kind]/[id]': 'the rows behind one row of Drift',
  '/help': 'the guides themselves',
  '/help/[guide]': 'the guides themselves',
  '/people/[id]/history': 'as History, of one person',
  '/people/[id]/statement': 'a paper to print',
  '/search-limit': 'in place of a page, for whoever searched too often',
  '/schedules/certify': 'a list of worksheets, one of which is shown',
  '/schedules/certify/[id]/evidence': 'a paper to print',
  '/schedules/plans/[id]': 'the days of one row of Plans',
  '/settings': 'leads to the account',
};

test('every page of the console is shown in a guide, or is said here not to be', () => {
  const folder = path.join(import.meta.dirname, '../../app/(console)');
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'page.tsx')
    .map((file) => path.posix.join('/', path.dirname(file)));
  const addresses = Object.values(listPictures).map((address) => address.split('?')[0]);
  const taken = [...addresses, ...Object.keys(staged)];
  expect(pages.filter((page) => !taken.includes(page)).toSorted()).toEqual(Object.keys(notShown).toSorted());
  expect(taken.filter((page) => page !== undefined && !pages.includes(page))).toEqual([]);
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
