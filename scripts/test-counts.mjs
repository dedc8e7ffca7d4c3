import { existsSync, readFileSync } from 'node:fs';

/** Tests passed and failed, from vitest's JSON report; nothing when it was not written. */
export function countVitest(file) {
  const report = read(file);
  return { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 };
}

/** The same from Playwright's; a test that passed at a second try counts as failed. */
export function countPlaywright(file) {
  const stats = read(file)?.stats;
  return { passed: stats?.expected ?? 0, failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0) };
}

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
