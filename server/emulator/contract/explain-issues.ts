import type { z } from 'zod';

/** What is wrong with outside data, one sentence per field; `root` names the whole. Steps are counted from 1, as people do. */
export function explainIssues({ issues }: z.ZodError, root: string): string[] {
  return issues.map((issue) => `${placeOf(issue.path) || root}: ${sentenceOf(issue)}`);
}

function placeOf(path: PropertyKey[]): string {
  const place = path.join('.').replace(/\bsteps\.(\d+)/, (_, index) => `step ${Number(index) + 1}`);
  return place.replace(/^scenario\./, '');
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  return isMissing ? `is missing (${issue.expected})` : issue.message;
}
