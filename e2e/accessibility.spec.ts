import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { hydrated, signInAs, test } from './fixtures/console.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const pages = [
  '/',
  '/people',
  '/people?q=nobody+is+called+this',
  '/doors',
  '/buildings',
  '/portfolios',
  '/accesses',
  '/doorcodes',
  '/schedules/who',
  '/schedules/who?ask=gym+tue+3pm',
  '/schedules/who?ask=gym+juniper+now',
  '/schedules/ending',
  '/schedules/plans',
  '/guests',
  '/operations',
  '/drift',
  '/activity',
  '/settings/account',
  '/settings/openkit',
  '/settings/staff',
  '/settings/roles',
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 375]) {
    test(`axe finds nothing and nothing scrolls sideways, ${colorScheme} at ${width} px`, async ({ page }) => {
      test.setTimeout(120_000);
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.goto('/sign-in');
      await expectNothing(page, '/sign-in');
      await signInAs(page, 'Maya Owens');
      for (const path of pages) {
        await page.goto(path);
        await expectNothing(page, path);
      }
      await page.goto('/people');
      await hydrated(page);
      await page.getByRole('row').getByRole('link').first().click();
      await page.waitForURL(/\/people\/[0-9a-f-]{36}/);
      await expectNothing(page, 'a person');
      const person = new URL(page.url()).pathname;
      await page.goto(`${person}/history`);
      await expectNothing(page, 'the history of a person');
      await page.goto(person);
      await hydrated(page);
      await page.getByRole('button', { name: 'Give access' }).first().click();
      await expect(page.getByRole('listbox', { name: 'Doors' }).getByRole('option').first()).toBeVisible();
      await expectNothing(page, 'giving access');
    });
  }
}

async function expectNothing(page: Parameters<typeof hydrated>[0], place: string): Promise<void> {
  await hydrated(page);
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
    place,
  ).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${place} scrolls sideways`).toBeLessThanOrEqual(0);
}
