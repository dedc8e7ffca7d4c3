import { gzipSync } from 'node:zlib';
import { expect, type Page } from '@playwright/test';
import { signInAs, test } from './fixtures/console.ts';
import { consoleRoutes, signInRoutes } from './fixtures/routes.ts';
import { makePages } from './made-pages.ts';

/** Most JavaScript a page may name in its HTML, gzip, in kB of 1000 bytes. */
const limitKb = 240;

test('every page stays small, and their first rows are in the HTML', async ({ page, office }, testInfo) => {
  test.setTimeout(120_000);
  await signInAs(page, 'Maya Owens');
  const made = await makePages(page, office.control);
  const around = [...signInRoutes, '/authenticator', '/schedules/who?ask=gym+juniper+now'];
  for (const path of [...(await consoleRoutes(page)), ...made, ...around]) {
    const html = await (await page.request.get(path)).text();
    const sizeKb = await scriptSizeKb(page, html);
    testInfo.annotations.push({ type: 'JavaScript, kB gzip', description: `${path} ${sizeKb.toFixed(0)}` });
    expect(sizeKb, path).toBeLessThanOrEqual(limitKb);
  }
  const people = await (await page.request.get('/people')).text();
  expect(people.match(/href="\/people\/[0-9a-f-]{36}"/g)?.length ?? 0).toBeGreaterThanOrEqual(50);
});

async function scriptSizeKb(page: Page, html: string): Promise<number> {
  // `nomodule` scripts are for browsers nobody has any more: no other one loads them.
  const tags = [...html.matchAll(/<script[^>]+src="([^"]+)"[^>]*>/g)].filter(([tag]) => !/nomodule/i.test(tag));
  const sources = new Set(tags.map(([, source]) => source ?? ''));
  let bytes = 0;
  for (const source of sources) bytes += gzipSync(await (await page.request.get(source)).body()).length;
  return bytes / 1000;
}
