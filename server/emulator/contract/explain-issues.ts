import type { z } from 'zod';

/** What is wrong with outside data, one sentence per field; `root` names the whole. Steps are counted from 1, as people do. */
export function explainIssues({ issues }: z.ZodError, root: string): string[] {
  return issues.map(({ path, message }) => `${placeOf(path) || root}: ${message}`);
}

function placeOf(path: PropertyKey[]): string {
  const place = path.join('.').replace(/\bsteps\.(\d+)/, (_, index) => `step ${Number(index) + 1}`);
  return place.replace(/^scenario\./, '');
}
