import { expect, type Locator, type Page } from '@playwright/test';
import { hydrated } from './fixtures/console.ts';

/** Where the tests of units live. */
export const building = 'Juniper Hall';

/** Presses that lead on: a step is one of them, typing within one view is part of it. */
export class Steps {
  count = 0;

  async press(target: Locator): Promise<void> {
    this.count += 1;
    await target.click();
  }
}

/** Adopts every unit of the building from its doors, once for all tests. */
export async function setUp(page: Page): Promise<void> {
  await page.goto('/units');
  await hydrated(page);
  await page.getByRole('button', { name: 'Adopt from doors' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('combobox', { name: 'Building' }).selectOption({ label: building });
  await expect(sheet.getByRole('checkbox').first().or(sheet.getByText('No door of this building'))).toBeVisible();
  if (await sheet.getByRole('checkbox').first().isHidden()) return;
  await sheet.getByRole('button', { name: /^Adopt \d+ units$/ }).click();
  await expect(sheet).toBeHidden();
}

type Bundle = { name: string; building: string; doors: string[] };

const amenities: Bundle = { name: 'Amenities', building, doors: ['Gym', 'Mail Room'] };

/** A bundle of communal doors, made through the page. */
export async function makeBundle(page: Page, { name, building, doors }: Bundle = amenities): Promise<void> {
  await page.goto('/bundles');
  await hydrated(page);
  if (await page.getByRole('link', { name, exact: true }).isVisible()) return;
  await page.getByRole('button', { name: 'New bundle' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('combobox', { name: 'Building of the bundle' }).selectOption({ label: building });
  await sheet.getByRole('textbox', { name: 'Name' }).fill(name);
  for (const door of doors) {
    await sheet.getByRole('searchbox', { name: 'Search doors' }).fill(door);
    await sheet.getByRole('checkbox', { name: door }).check();
  }
  await sheet.getByRole('button', { name: 'Save bundle' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** The row of a unit in the list. */
export async function unitRow(page: Page, name: string, place = building): Promise<Locator> {
  await page.goto(`/units?q=${name}`);
  await hydrated(page);
  const row = page
    .getByRole('row')
    .filter({ hasText: place })
    .filter({ has: page.getByRole('link', { name, exact: true }) });
  await expect(row).toBeVisible();
  return row;
}

/** The form of a move-in, all but what is ticked. */
export async function fillNewcomer(page: Page, first: string, email: string): Promise<void> {
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('textbox', { name: 'First name' }).fill(first);
  await sheet.getByRole('textbox', { name: 'Last name' }).fill('Castillo');
  await sheet.getByRole('textbox', { name: 'Email' }).fill(email);
  await sheet.getByLabel('First day of the lease').fill('2026-01-01');
  await sheet.getByLabel('Last day', { exact: false }).last().fill('2031-07-31');
}
