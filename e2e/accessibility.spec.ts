import { expect, type Page } from '@playwright/test';
import { expectNothing } from './expect-nothing.ts';
import { hydrated, type RunningConsole, signInAs, test } from './fixtures/console.ts';
import { query } from './fixtures/query.ts';
import { consoleRoutes, signInRoutes } from './fixtures/routes.ts';
import { accessRow, chooseDoors, findSomebody, submitGrant } from './grant-journey.ts';
import { makePages } from './made-pages.ts';

const building = 'Juniper Hall';
/** Pages that show something else when asked. */
const more = [
  '/people?q=nobody+is+called+this',
  '/people/nobody',
  '/schedules/who?ask=gym+tue+3pm',
  '/schedules/who?ask=gym+juniper+now',
  '/schedules/ending',
  '/schedules/plans',
  '/guests',
  '/operations',
  '/operations/onboarding',
  '/history',
  '/drift',
  '/activity',
  '/settings/account',
  '/settings/openkit',
  '/settings/staff',
  '/settings/roles',
  '/authenticator',
];

test.describe.configure({ timeout: 480_000 });

/** Of a link to choose a password that works: without one its page has no form. */
const passwordToken = 'of-a-link-that-is-never-used-up';

/** Pages of what was made for them. */
const made: string[] = [];

test.beforeAll('something was asked and made, so that there is a page of it', async ({ browser, office }) => {
  const page = await browser.newPage({ baseURL: office.url });
  await signInAs(page, 'Maya Owens');
  await findSomebody(page, 'ward', building);
  await chooseDoors(page, building, ['Laundry']);
  await submitGrant(page, 1);
  await expect(accessRow(page, building, 'Laundry')).toContainText('Active');
  made.push(...(await makePages(page, office.control)));
  await query(
    office,
    `insert into one_time_link (token_hash, purpose, staff_id, expires_at)
     select encode(sha256($1), 'hex'), 'password_reset', id, now() + interval '1 hour' from staff
     where role = 'auditor' limit 1`,
    [passwordToken],
  );
  await page.close();
});

/** Both in the same tab, once it is there: what changes with the width is in the style sheet. */
const widths = [1440, 375];

test('axe finds nothing and nothing scrolls sideways, light and dark at 1440 and 375 px', async ({
  page,
  context,
  office,
}) => {
  const tabs = [page, await context.newPage()];
  await page.goto(`/choose-password#token=${passwordToken}`);
  await expect(page.getByText(/^For .+@/)).toBeVisible();
  await expectNothingWide(page, 'a link to choose a password');
  await expectNothingAt(signInRoutes, tabs);
  await signInAs(page, 'Maya Owens');
  await expectNothingAt([...(await consoleRoutes(page)), ...more, ...made], tabs);
  await expectNothingBroken(page, office);
  for (const width of widths) await expectNothingOver(page, width);
  await query(office, 'update session set locked_at = now()');
  await page.goto('/locked');
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  await expectNothingWide(page, '/locked');
});

async function expectNothingWide(page: Page, place: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await expectNothing(page, `${place} at ${width} px`);
  }
}

/** Two at a time: there are many of them, and a tab waits for its server as long as it looks. */
async function expectNothingAt(paths: readonly string[], tabs: readonly Page[]): Promise<void> {
  const left = [...paths];
  const lookAtNext = async (tab: Page) => {
    for (let path = left.shift(); path; path = left.shift()) {
      await tab.goto(path);
      await expectNothingWide(tab, path);
    }
  };
  await Promise.all(tabs.map(lookAtNext));
}

/** A page that breaks: the table it reads is away. */
async function expectNothingBroken(page: Page, office: RunningConsole): Promise<void> {
  await query(office, 'alter table certification rename to certification_away');
  try {
    await page.goto('/schedules/certify');
    await expect(page.getByText('Gatehouse could not finish this.')).toBeVisible();
    await expectNothingWide(page, 'a page that broke');
  } finally {
    await query(office, 'alter table certification_away rename to certification');
  }
}

/** The same for what opens over a page. */
async function expectNothingOver(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.goto('/people?q=ward');
  await hydrated(page);
  await page.locator('tr[data-row]').first().getByRole('link').first().click();
  await page.waitForURL(/\/people\/[0-9a-f-]{36}/);
  await page.getByRole('button', { name: 'Give access', exact: true }).click();
  await expect(page.getByRole('listbox', { name: 'Doors' }).getByRole('option').first()).toBeVisible();
  await expectNothing(page, `giving access at ${width} px`);
  await page.keyboard.press('Escape');
  await page
    .getByRole('button', { name: /^It doesn’t work/ })
    .first()
    .click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectNothing(page, 'it does not work');
  await page.keyboard.press('Escape');
  await page.goto('/activity');
  await hydrated(page);
  await page.locator('tr[data-row]').first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectNothing(page, 'an entry of the log');
}
