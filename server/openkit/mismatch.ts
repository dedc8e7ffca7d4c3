import type { z } from 'zod';

/**
 * Where and how a value is not what was expected, as an example to be remembered: "battery.percentage: expected number,
 * got text". Shapes alone, because the value could be somebody's.
 */
export function mismatchOf(value: unknown, { issues: [issue] }: z.ZodError): string {
  const keys = (issue?.path ?? []).map(String);
  const found = keys.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), value);
  const place = keys.length > 0 ? `${keys.join('.')}: ` : '';
  return `${place}expected ${expected(issue)}, got ${shapeOf(found)}`;
}

/** What a value is, without what it says. */
export function shapeOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (value === '') return 'empty text';
  const type = Array.isArray(value) ? 'array' : typeof value;
  return plainWords[type] ?? type;
}

function expected(issue: z.core.$ZodIssue | undefined): string {
  switch (issue?.code) {
    case 'invalid_type':
      return plainWords[issue.expected] ?? issue.expected;
    case 'invalid_format':
      return plainWords[issue.format] ?? issue.format;
    case 'too_small':
      return `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
    case 'too_big':
      return `${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`;
    default:
      return issue?.message ?? 'something else';
  }
}

/** For Zod's and JavaScript's, where plainer ones say the same. */
const plainWords: Record<string, string> = { string: 'text', array: 'list', boolean: 'true or false', guid: 'UUID' };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
