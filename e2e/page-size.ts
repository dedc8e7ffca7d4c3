import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';

/** Most JavaScript a page may name in its HTML, gzip, in kB of 1000 bytes. */
const limitKb = 240;

/**
 * Sees that the page at this address, asked for by whoever `page` is signed in as, names little JavaScript. Answers
 * where it led: another page may have been measured in its place.
 */
export async function expectSmall(page: Page, address: string): Promise<string> {
  const answer = await page.request.get(address);
  const sizeKb = await scriptSizeKb(page, answer.url(), await answer.text());
  test.info().annotations.push({ type: 'JavaScript, kB gzip', description: `${address} ${sizeKb.toFixed(0)}` });
  expect(sizeKb, address).toBeGreaterThan(0);
  expect(sizeKb, address).toBeLessThanOrEqual(limitKb);
  return answer.url();
}

async function scriptSizeKb(page: Page, base: string, html: string): Promise<number> {
  // `nomodule` scripts are for browsers nobody has any more: no other one loads them.
  const tags = [...html.matchAll(/<script[^>]+src="([^"]+)"[^>]*>/g)].filter(([tag]) => !/nomodule/i.test(tag));
  const sources = new Set(tags.map(([, source]) => new URL(source ?? '', base).href));
  let bytes = 0;
  for (const source of sources) bytes += await gzipBytes(page, source);
  return bytes / 1000;
}

/** By address: a script's name changes with what is in it, and pages share most of them. */
const known = new Map<string, number>();

async function gzipBytes(page: Page, source: string): Promise<number> {
  const bytes = known.get(source) ?? gzipSync(await (await page.request.get(source)).body()).length;
  known.set(source, bytes);
  return bytes;
}
