import { expect } from '@playwright/test';
import { signInAs, test } from './fixtures/console.ts';
import { query } from './fixtures/query.ts';
import { consoleRoutes, signInRoutes } from './fixtures/routes.ts';
import { makePages } from './made-pages.ts';
import { expectSmall } from './page-size.ts';

test('every page stays small, and their first rows are in the HTML', async ({ page, office }) => {
  test.setTimeout(120_000);
  await signInAs(page, 'Maya Owens');
  const made = await makePages(page, office.control);
  const around = [...signInRoutes, '/authenticator', '/schedules/who?ask=gym+juniper+now'];
  for (const path of [...(await consoleRoutes(page)), ...made, ...around]) await expectSmall(page, path);
  const people = await (await page.request.get('/people')).text();
  expect(people.match(/href="\/people\/[0-9a-f-]{36}"/g)?.length ?? 0).toBeGreaterThanOrEqual(50);
  await query(office, 'update session set locked_at = now()');
  expect(await expectSmall(page, '/locked')).toMatch(/\/locked$/);
});
