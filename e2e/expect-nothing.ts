import { expect, type Page } from '@playwright/test';
import axe, { type RunOnly } from 'axe-core';
import { hydrated } from './fixtures/console.ts';

export const guidelines: RunOnly = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
const colours: RunOnly = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
const darkPaper = 'rgb(11, 18, 32)';

/**
 * axe finds nothing, and nothing scrolls sideways: everything in light; in dark what can differ there, the same
 * elements in other colours.
 */
export async function expectNothing(page: Page, place: string): Promise<void> {
  await hydrated(page);
  // Without motion no colour is on its way to another while it is measured.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const light = await violations(page, guidelines);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveCSS('background-color', darkPaper);
  const dark = await violations(page, colours);
  expect([...light, ...dark], place).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${place} scrolls sideways`).toBeLessThanOrEqual(0);
}

/**
 * What axe finds by these rules, or by all it has, a line a rule. It runs in the page itself: its own way through
 * Playwright opens a tab for each run.
 */
export async function violations(page: Page, runOnly?: RunOnly): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (asked) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const found = await axe.run(document, { ...(asked && { runOnly: asked }), resultTypes: ['violations'] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
  }, runOnly);
}
