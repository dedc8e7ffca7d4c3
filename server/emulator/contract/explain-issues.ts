import type { z } from 'zod';

/**
 * What is wrong with outside data, one sentence per field; `root` names the whole. Steps are counted from 1, as people
 * do.
 */
export function explainIssues({ issues }: z.ZodError, root: string): string[] {
  return issues.map(({ path, message }) => `${placeOf(path) || root}: ${message}`);
}

function placeOf(path: PropertyKey[]): string {
  const place = path.join('.').replace(/\bsteps\.(\d+)/, (_, index) => `step ${Number(index) + 1}`);
  return place.replace(/^scenario\./, '');
}

/** For the parse of outside data: what it lacks is told as what to write. A schema's own words come first. */
export const inWords = { error: sentenceOf };

function sentenceOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = kinds[issue.expected] ?? issue.expected;
      return issue.input === undefined ? `is missing, write ${wanted}` : `must be ${wanted}`;
    }
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}`;
    case 'invalid_union':
      return Array.isArray(issue.options) ? `must be one of ${issue.options.join(', ')}` : undefined;
    case 'invalid_format':
      return formats[issue.format];
    case 'invalid_key':
      return issue.issues[0]?.message;
    case 'too_small':
      if (issue.minimum === 1 && units[issue.origin]) return 'must not be empty';
      return `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}${units[issue.origin] ?? ''}`;
    case 'too_big':
      return `must be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}${units[issue.origin] ?? ''}`;
    case 'unrecognized_keys':
      return `knows no ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
    default:
      return undefined;
  }
}

const kinds: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const formats: Record<string, string> = {
  uuid: 'must be a UUID',
  guid: 'must be a UUID',
  datetime: 'must be an instant such as 2027-03-14T04:59:00Z',
};

const units: Record<string, string> = { string: ' characters long', array: ' long' };
