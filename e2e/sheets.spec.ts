import { expect, type Page } from '@playwright/test';
import { signInAs, test } from './fixtures/console.ts';
import { building, fillNewcomer, makeBundle, setUp, unitRow } from './unit-journey.ts';

const phone = { width: 375, height: 667 };

/** Units of the building, a bundle of it, and the sheet that moves somebody into one of them. */
async function openMoveIn(page: Page, unit: string) {
  await signInAs(page, 'Maya Owens');
  await setUp(page);
  await makeBundle(page);
  const row = await unitRow(page, unit);
  await row.hover();
  await row.getByRole('button', { name: /^Move in:/ }).click();
  return page.getByRole('dialog');
}

test('who presses twice where one press leads on confirms nothing that they have not read', async ({
  page,
  office,
}) => {
  const email = 'dora.castillo@example.com';
  const sheet = await openMoveIn(page, '1B');
  await fillNewcomer(page, 'Dora', email);
  await sheet.getByRole('button', { name: 'Continue' }).dblclick();
  await expect(sheet.getByText(/^Dora Castillo can open Apt 1B/)).toBeVisible();
  await sheet.getByRole('button', { name: 'Back' }).dblclick();
  await expect(sheet.getByRole('textbox', { name: 'Email' })).toHaveValue(email);
  await sheet.getByRole('button', { name: 'Continue' }).focus();
  await page.keyboard.press('Enter');
  await expect(sheet.getByRole('heading', { name: 'Move Dora Castillo into 1B?' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(sheet.getByRole('button', { name: 'Move Dora Castillo in' })).toBeVisible();
  expect(await office.control.user(email)).toBeNull();
});

test('a name of 300 letters stays within its sheet, title and buttons', async ({ page }) => {
  for (const size of [phone, { width: 1440, height: 900 }]) {
    await page.setViewportSize({ width: 1440, height: 900 });
    const sheet = await openMoveIn(page, '1B');
    await page.setViewportSize(size);
    await fillNewcomer(page, 'A'.repeat(200), 'long.castillo@example.com');
    await sheet.getByRole('textbox', { name: 'Last name' }).fill('B'.repeat(99));
    await sheet.getByRole('button', { name: 'Continue' }).click();
    const frame = await sheet.boundingBox();
    const parts = [sheet.getByRole('heading', { name: /into 1B\?$/ }), ...(await sheet.getByRole('button').all())];
    for (const part of parts) {
      const box = await part.boundingBox();
      const overflow = await part.evaluate((element) => element.scrollWidth - element.clientWidth);
      expect(box?.x ?? -1).toBeGreaterThanOrEqual(frame?.x ?? 0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(size.width);
      expect(overflow).toBeLessThanOrEqual(0);
    }
  }
});

test('a form that lacks something leads to its first mistake, far above the button on a phone', async ({ page }) => {
  const sheet = await openMoveIn(page, '1B');
  await page.setViewportSize(phone);
  await sheet.getByRole('checkbox', { name: /keycard/ }).scrollIntoViewIfNeeded();
  await expect(sheet.getByRole('textbox', { name: 'First name' })).not.toBeInViewport();
  await sheet.getByRole('button', { name: 'Continue' }).click();
  await expect(sheet.getByRole('textbox', { name: 'First name' })).toBeFocused();
  await expect(sheet.getByRole('textbox', { name: 'First name' })).toBeInViewport();
});

test('on a phone, what a transfer does stands below the units without scrolling, and nothing moves', async ({
  page,
}) => {
  await signInAs(page, 'Maya Owens');
  await setUp(page);
  await (await unitRow(page, '1B')).getByRole('link').click();
  await page.setViewportSize(phone);
  await page.getByRole('button', { name: 'Transfer' }).first().click();
  const sheet = page.getByRole('dialog');
  const radios = sheet.getByRole('radio');
  await expect(radios).toHaveCount(8);
  const placeOf = () => Promise.all([radios.nth(1), sheet.getByRole('searchbox')].map((part) => part.boundingBox()));
  const before = await placeOf();
  await radios.nth(1).check();
  const first = sheet.getByText(/can open .+ at once, |gets the new lease, /).first();
  await expect(first).toBeInViewport({ ratio: 1 });
  expect(await placeOf()).toEqual(before);

  await page.keyboard.press('ArrowDown');
  await expect(radios.nth(2)).toBeChecked();
  for (const at of [3, 4, 5, 6, 7]) {
    await page.keyboard.press('ArrowDown');
    await expect(radios.nth(at)).toBeFocused();
    await expect(radios.nth(at)).toBeInViewport({ ratio: 0.9 });
  }

  const day = sheet.getByLabel('Last day of the new lease');
  const dayBefore = await day.boundingBox();
  await sheet.getByRole('searchbox').fill('6A');
  await expect(radios.first()).toHaveAccessibleName(new RegExp(`^6A ${building}`));
  await expect(sheet.locator('[aria-busy="true"]')).toHaveCount(0);
  expect(await day.boundingBox()).toEqual(dayBefore);
  await sheet.getByRole('searchbox').fill('no such unit');
  await expect(sheet.getByText('No unit matches.')).toBeVisible();
  expect(await day.boundingBox()).toEqual(dayBefore);
});
