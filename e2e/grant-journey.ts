import { expect, type Locator, type Page } from '@playwright/test';
import { hydrated } from './fixtures/console.ts';
import type { EmulatorControl } from './fixtures/emulator-control.ts';

export type Somebody = { id: string; email: string; name: string };

/** Finds a person who has nothing in a building through the search box, as a front desk would, and opens them. */
export async function findSomebody(page: Page, typed: string, notIn: string, url = ''): Promise<Somebody> {
  await page.goto(`${url}/people`);
  await hydrated(page);
  await page.getByRole('searchbox', { name: /search people/i }).fill(typed);
  const row = page
    .getByRole('row')
    .filter({ has: page.getByRole('link') })
    .filter({ hasText: new RegExp(typed, 'i') })
    .filter({ hasNotText: notIn })
    .first();
  await expect(row).toBeVisible();
  await row.getByRole('link').first().click();
  await page.waitForURL(/\/people\/[0-9a-f-]{36}/);
  await hydrated(page);
  const name = await textOf(page.getByRole('heading', { level: 1 }));
  const shown = await textOf(page.getByText(/\S+@example\.(com|net|org)/).first());
  const email = /\S+@\S+/.exec(shown)?.[0] ?? '';
  return { id: new URL(page.url()).pathname.split('/').at(-1) ?? '', email, name };
}

/** Opens "Give access", chooses doors of a building by name. The form stays open. */
export async function chooseDoors(page: Page, building: string, doors: string[]): Promise<void> {
  await hydrated(page);
  await page.getByRole('button', { name: 'Give access' }).first().click();
  await pickDoors(page.getByRole('dialog'), building, doors);
}

/** Chooses doors of a building by name in the form of a sheet. */
export async function pickDoors(sheet: Locator, building: string, doors: string[]): Promise<void> {
  await sheet.getByRole('combobox', { name: /building/i }).selectOption({ label: building });
  for (const door of doors) {
    await sheet.getByRole('searchbox', { name: /search doors/i }).fill(door);
    // The doors of the building before stay in the list until these have come.
    await sheet.getByRole('group', { name: building }).getByRole('option', { name: door }).first().click();
  }
}

export const submitGrant = (page: Page, doorCount: number) =>
  page
    .getByRole('dialog')
    .getByRole('button', { name: `Give access to ${doorCount} door` })
    .click();

/** The row of an access on the person page. */
export const accessRow = (page: Page, building: string, door: string) =>
  page.getByRole('region', { name: building }).getByRole('listitem').filter({ hasText: door });

/** The id of a door by building and name, and whether its lock is fit for a journey. */
export async function doorId(control: EmulatorControl, building: string, door: string): Promise<string> {
  const found = (await control.buildings())
    .find((one) => one.name === building)
    ?.doors.find((one) => one.name === door);
  if (!found) throw new Error(`The sandbox has no ${door} in ${building}.`);
  return found.uuid;
}

/** Presses "Show doorcode" for a door and reads the digits. */
export async function revealCode(page: Page, building: string, door: string): Promise<string> {
  const card = page.getByRole('region', { name: new RegExp(`Doorcode for .*${door}`) }).filter({ hasText: building });
  await card.getByRole('button', { name: 'Show doorcode' }).click();
  const shown = card.getByRole('status');
  await expect(shown).toHaveText(/\d{3}\s\d{4}/);
  return (await textOf(shown)).replace(/\D/g, '');
}

const textOf = async (place: Locator): Promise<string> => ((await place.textContent()) ?? '').trim();
