import { expect, type Locator, type Page } from '@playwright/test';
import { hydrated, signInAs, test } from './fixtures/console.ts';
import { accessRow, doorId } from './grant-journey.ts';

const building = 'Juniper Hall';
const door = 'Gym';
/** More stops than any page has. */
const mostStops = 150;

/** Presses Tab until this, or something in it, has the focus: whatever cannot be reached so fails here. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < mostStops; stop += 1) {
    if (await target.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not reach ${target}.`);
}

async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

test('the keyboard alone finds a person, gives access, shows the code, moves the end and revokes', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  await page.goto('/people');
  await hydrated(page);
  await tabTo(page, page.getByRole('searchbox', { name: /search people/i }));
  await page.keyboard.type('delgado');
  const found = page.locator('tr[data-row]').first();
  await expect(found).toContainText(/delgado/i);
  await press(page, found);
  await page.waitForURL(/\/people\/[0-9a-f-]{36}/);
  await hydrated(page);
  const personId = new URL(page.url()).pathname.split('/').at(-1) ?? '';

  // Give.
  await press(page, page.getByRole('button', { name: 'Give access', exact: true }));
  const sheet = page.getByRole('dialog');
  await tabTo(page, sheet.getByRole('combobox', { name: 'Building' }));
  await page.keyboard.type(building);
  await tabTo(page, sheet.getByRole('searchbox', { name: /search doors/i }));
  await page.keyboard.type(door);
  const option = sheet.getByRole('listbox', { name: 'Doors' }).getByRole('option', { name: door });
  await expect(sheet.getByRole('listbox', { name: 'Doors' }).getByRole('option')).toHaveCount(1);
  await press(page, option, 'Space');
  await expect(option).toHaveAttribute('aria-selected', 'true');
  await press(page, sheet.getByRole('button', { name: 'Give access to 1 door' }));
  const row = accessRow(page, building, door);
  await expect(row).toContainText('Active');
  const gym = await doorId(office.control, building, door);
  expect(await office.control.tryDoor(gym, { userUuid: personId })).toMatchObject({ opens: true });

  // Show the code.
  const card = page.getByRole('region', { name: new RegExp(`Doorcode for .*${door}`) }).filter({ hasText: building });
  await press(page, card.getByRole('button', { name: 'Show doorcode' }));
  await expect(card.getByRole('status')).toHaveText(/\d{3}\s\d{4}/);
  const code = ((await card.getByRole('status').textContent()) ?? '').replaceAll(/\D/g, '');
  expect(await office.control.tryDoor(gym, { code })).toMatchObject({ opens: true });

  // Move the end.
  await press(page, row.getByRole('checkbox'), 'Space');
  await press(page, page.getByRole('button', { name: 'Change 1 door' }));
  const change = page.getByRole('dialog');
  const ends = change.getByRole('group', { name: 'End' });
  await tabTo(page, ends.getByRole('radio', { name: 'As it is' }));
  await page.keyboard.press('ArrowDown');
  await expect(ends.getByRole('radio', { name: 'At a day and time' })).toBeChecked();
  await tabTo(page, change.getByRole('spinbutton', { name: /year/i }));
  await page.keyboard.type('2031');
  await press(page, change.getByRole('button', { name: 'Change 1 door' }));
  await expect(row).toContainText(/to .* 2031/);
  await expect(row).toContainText('Active');

  // Revoke. The dialog opens on the way out, so that Enter alone does no harm.
  await press(page, row.getByRole('checkbox'), 'Space');
  await press(page, page.getByRole('button', { name: 'Revoke 1 door' }));
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('button', { name: 'Keep as it is' })).toBeFocused();
  await press(page, dialog.getByRole('button', { name: 'Revoke 1 door' }));
  await expect(row).toBeHidden();
  expect(await office.control.tryDoor(gym, { code })).toMatchObject({ opens: false });
});
