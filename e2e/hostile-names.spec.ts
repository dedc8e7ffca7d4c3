import { expect, type Page } from '@playwright/test';
import { hydrated, type RunningConsole, signInAs, test } from './fixtures/console.ts';
import { query } from './fixtures/query.ts';
import { consoleRoutes } from './fixtures/routes.ts';
import { chooseDoors, submitGrant } from './grant-journey.ts';

const markup = '<img src=x onerror=alert(1) data-hostile>';
const hostile = [
  markup,
  '</script><script data-hostile>alert(2)</script>',
  '{{constructor.constructor("alert(3)")()}}',
  '\u202Egnp.exe\u202C\u200B\uFEFF',
  'javascript:alert(5)//%0d%0aSet-Cookie:x=y',
  // All that a reading keeps of a longer one: `server/mirror/sweep-fields.test.ts`.
  'A'.repeat(300),
  '=cmd|calc!A1',
  '<svg onload=alert(8) data-hostile>',
  '👩‍👩‍👧‍👦🏢🔑'.repeat(20),
];

test('S16 hostile names from upstream are text on every page, in print, in dialogs and toasts', async ({
  page,
  office,
}) => {
  test.setTimeout(240_000);
  const reports: string[] = [];
  page.on('dialog', (dialog) => reports.push(`dialog ${dialog.message()}`));
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) reports.push(message.text());
  });
  await signInAs(page, 'Maya Owens');
  const { restore, personId, doorId, buildingId } = await plantHostileNames(office);
  try {
    for (const address of [
      '/people?q=hostile',
      `/people/${personId}`,
      `/people/${personId}/statement`,
      `/people/${personId}/history`,
      `/doors/${doorId}`,
      `/doors/${doorId}/statement`,
      `/buildings/${buildingId}`,
      '/doorcodes',
      '/walk',
    ]) {
      await page.goto(address);
      await hydrated(page);
      await expectInert(page, address);
      if (/statement|doorcodes|walk/.test(address)) {
        await page.emulateMedia({ media: 'print' });
        await expectInert(page, `${address} on paper`);
        await page.emulateMedia({ media: null });
      }
      if (address === '/people?q=hostile') {
        await expect(page.locator('tr[data-row]').getByText(markup).first()).toBeVisible();
      }
    }
    for (const address of await consoleRoutes(page)) {
      const answer = await page.goto(address);
      const html = (await answer?.text()) ?? '';
      expect(html.includes(markup) || html.includes('<script data-hostile'), address).toBe(false);
      await hydrated(page);
      await expectInert(page, address);
    }
    await page.goto(`/people/${personId}`);
    await hydrated(page);
    await chooseDoors(page, markup, [markup]);
    await expectInert(page, 'the sheet that gives access');
    await submitGrant(page, 1);
    await expect(page.getByRole('region', { name: markup }).first()).toBeVisible();
    await expectInert(page, 'what is said afterwards');
  } finally {
    await restore();
  }
  expect(reports).toEqual([]);
});

async function expectInert(page: Page, place: string): Promise<void> {
  const planted = await page
    .locator('[data-hostile], script:not([nonce], [src^="/_next/"]), img[src="x"], a[href^="javascript"]')
    .count();
  expect(planted, `${place} made something of a name`).toBe(0);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${place} scrolls sideways`).toBeLessThanOrEqual(0);
}

type Named = { id: string; name: string };
type Person = { id: string; first_name: string; last_name: string };

/** Puts them into the mirror, as a reading would: the first names one building, a door of it and a person each. */
async function plantHostileNames(office: RunningConsole) {
  const many = hostile.length;
  const buildings = await query<Named>(
    office,
    `select id, name from building where gone_at is null order by id limit ${many}`,
  );
  const doors = await query<Named>(
    office,
    `select distinct on (building_id) id, name from door
      where building_id = any ($1) and kind = 'door' and is_activated and gone_at is null order by building_id, id`,
    [buildings.map(({ id }) => id)],
  );
  const people = await query<Person>(
    office,
    `select id, first_name, last_name from person where gone_at is null and email is not null order by id desc limit ${many}`,
  );
  const rename = (table: string, id: string, name: string) =>
    query(office, `update ${table} set name = $1 where id = $2`, [name, id]);
  const rewrite = (id: string, first: string, last: string) =>
    query(office, 'update person set first_name = $1, last_name = $2 where id = $3', [first, last, id]);
  for (const [at, text] of hostile.entries()) {
    if (buildings[at]) await rename('building', buildings[at].id, text);
    if (doors[at]) await rename('door', doors[at].id, text);
    if (people[at]) await rewrite(people[at].id, text, 'hostile');
  }
  return {
    personId: people[0]?.id ?? '',
    doorId: doors[0]?.id ?? '',
    buildingId: buildings[0]?.id ?? '',
    restore: async () => {
      for (const { id, name } of buildings) await rename('building', id, name);
      for (const { id, name } of doors) await rename('door', id, name);
      for (const { id, first_name, last_name } of people) await rewrite(id, first_name, last_name);
    },
  };
}

test('what is not there repeats nothing of what was asked beside the address', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  const answer = await page.request.get('/people/00000000-0000-4000-8000-000000000000?q=named-somebody');
  // Next keeps the address once, for its router.
  const address = /\\"c\\":\[[^\]]*\],\\"q\\":\\"[^"]*\\"/;
  const html = await answer.text();
  expect(html).toContain('This does not exist, or you may not see it.');
  expect(html.replace(address, '')).not.toContain('named-somebody');
});
