import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const pages = path.join(import.meta.dirname, '../../app/(console)');
/** Leads on and shows nothing. */
const withoutSession = ['settings/page.tsx'];

test('S03 every page of the console asks for the session itself, not its layout alone', () => {
  const found = readdirSync(pages, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(^|\/)page\.tsx$/.test(file),
  );
  expect(found.length).toBeGreaterThan(withoutSession.length);
  const open = found.filter((file) => !/await pageSession\('/.test(readFileSync(path.join(pages, file), 'utf8')));
  expect(open).toEqual(withoutSession);
});
