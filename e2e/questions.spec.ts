import { expect } from '@playwright/test';
import { hydrated, signInAs, test } from './fixtures/console.ts';

const lobby = 'Juniper Hall';

test('one line asks who can open a door: read out loud, answered with reasons, kept in the address', async ({
  page,
}) => {
  await signInAs(page, 'Maya Owens');
  await page.goto('/schedules/who');
  await hydrated(page);
  await page.getByRole('searchbox', { name: 'Ask who can open what' }).fill('gym juniper tomorrow 15:00-17:00');
  await page.keyboard.press('Enter');
  await page.waitForURL(/from=/);
  await expect(page.getByText(`who will be able to open Gym, ${lobby}`)).toContainText(/15:00 to 17:00 \(.+, GMT/);
  const rows = page.getByRole('grid').getByRole('row');
  // Other tests give access to this door too: only who was there at the first reading tells who gave it.
  const known = rows.filter({ hasText: 'There at our first reading' });
  await expect(known.first()).toBeVisible();
  await expect(page.getByText('not visible to us', { exact: false })).toBeVisible();
  const name = (await known.first().getByRole('link').first().textContent()) ?? '';
  await page.reload();
  await hydrated(page);
  await expect(known.filter({ hasText: name }).first()).toBeVisible();

  await page.getByRole('searchbox', { name: 'Search these people by name' }).fill('nobody is called this');
  await expect(page.getByText('No answers match')).toBeVisible();
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await expect(known.filter({ hasText: name }).first()).toBeVisible();

  await page.setViewportSize({ width: 375, height: 800 });
  await expect(rows.filter({ hasText: name }).getByText('There at our first reading').first()).toBeVisible();
});

test('two readings are two choices, and what nobody can read is explained', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await page.goto('/schedules/who?ask=gym+juniper+3/4/2027+at+3');
  await expect(page.getByRole('heading', { name: /When do you mean/ })).toBeVisible();
  const choices = page.getByRole('main').getByRole('listitem');
  await expect(choices).toHaveCount(4);
  await choices.filter({ hasText: '3 April 2027, 15:00' }).getByRole('link').click();
  await expect(page.getByText('Read as:').locator('..')).toContainText('Saturday 3 April 2027, 15:00');

  await page.goto('/schedules/who?ask=gym+now');
  await expect(page.getByRole('heading', { name: 'Which one do you mean?' })).toBeVisible();
  for (const [ask, answer] of [
    ['gym juniper 30 feb 2027', 'There is no such day as “30 feb 2027”.'],
    ['gym juniper tue 25:00', 'There is no such time as “25:00”.'],
    ['gym juniper 3pm Mars/Phobos', 'There is no time zone “Mars/Phobos”.'],
    ['gym juniper 3pm EST', '“EST” names no place'],
    ['atlantis now', 'Nothing in your buildings is called “atlantis”.'],
  ] as const) {
    await page.goto(`/schedules/who?${new URLSearchParams({ ask })}`);
    await expect(page.getByRole('main').getByRole('alert')).toContainText(answer);
    await expect(page.getByRole('searchbox', { name: 'Ask who can open what' })).toHaveValue(ask);
  }
  await page.goto('/schedules/who?from=2026-11-25T10:00:00.000Z&to=2026-11-25T09:00:00.000Z');
  await expect(page.getByRole('main').getByRole('alert')).toContainText('ends before it begins');
  await page.goto('/schedules/who?ask=gym+juniper+now&from=2027-02-31T10:00:00.000Z');
  await expect(page.getByText('This address contains something we do not understand: from.')).toBeVisible();
  await expect(choices).toHaveCount(1);
});

test('a question is about the building chosen; a door elsewhere is said to lie elsewhere', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await page.goto('/schedules/who');
  await hydrated(page);
  const buildings = page.getByRole('combobox', { name: 'Building', exact: true });
  await buildings.selectOption({ label: lobby });
  await page.waitForURL(/building=/);
  await page.getByRole('searchbox', { name: 'Ask who can open what' }).fill('gym now');
  await page.keyboard.press('Enter');
  await page.waitForURL(/building=.*from=/);
  await expect(page.getByText(`could open Gym, ${lobby}`)).toBeVisible();

  await hydrated(page);
  const offered = await buildings.getByRole('option').allInnerTexts();
  const other = offered.find((name) => name !== lobby && name !== 'All buildings') ?? '';
  await buildings.selectOption({ label: other });
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText(`“Gym, ${lobby}” is outside the building or portfolio you chose.`);
  await alert.getByRole('link', { name: 'Ask in all your buildings' }).click();
  await expect(page.getByText(`could open Gym, ${lobby}`)).toBeVisible();

  await page.goto('/people');
  await hydrated(page);
  await buildings.selectOption({ label: lobby });
  await page.waitForURL(/\/people\?.*building=/);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /Find a person/ }).fill('who gym now');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/schedules\/who\?.*building=.*from=/);
  await expect(page.getByText(`could open Gym, ${lobby}`)).toBeVisible();
});
