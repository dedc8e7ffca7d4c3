import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { hydrated } from './fixtures/console.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const colourRules = ['color-contrast', 'link-in-text-block'];
const darkPaper = 'rgb(11, 18, 32)';

/**
 * axe finds nothing, and nothing scrolls sideways: everything in light; in dark what can differ there, the same elements in
 * other colours.
 */
export async function expectNothing(page: Page, place: string): Promise<void> {
  await hydrated(page);
  // Without motion no colour is on its way to another while it is measured.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const light = await new AxeBuilder({ page }).withTags(tags).analyze();
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveCSS('background-color', darkPaper);
  const dark = await new AxeBuilder({ page }).withRules(colourRules).analyze();
  expect(
    [...light.violations, ...dark.violations].map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`,
    ),
    place,
  ).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${place} scrolls sideways`).toBeLessThanOrEqual(0);
}
