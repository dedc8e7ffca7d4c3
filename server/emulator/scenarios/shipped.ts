import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { explainIssues, inWords } from '../contract/explain-issues.ts';
import { Refusal } from '../rules/refusal.ts';
import { type Scenario, scenario } from './scenario.ts';

/** The scenarios that come with the emulator. */
export function shippedScenarios(): Scenario[] {
  return readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readScenario(join(import.meta.dirname, name)));
}

/** One of them. Throws a Refusal (404) that lists what there is. */
export function shippedScenario(wanted: string): Scenario {
  const shipped = shippedScenarios();
  const found = shipped.find(({ name }) => name === wanted);
  if (found) return found;
  throw new Refusal(
    `There is no scenario ${wanted}; there are ${shipped.map(({ name }) => name).join(', ')}. Your own is a file that ends in .json, or stands in the body under scenario.`,
    404,
  );
}

/** A scenario file. Throws a Refusal that names the file and what is wrong in it. */
export function readScenario(path: string): Scenario {
  try {
    return scenario.parse(JSON.parse(readFileSync(path, 'utf8')), inWords);
  } catch (error) {
    throw new Refusal(`${path} is no scenario: ${explain(error)}.`, 400);
  }
}

function explain(error: unknown): string {
  if (error instanceof z.ZodError) return explainIssues(error, 'file').join('; ');
  if (!(error instanceof Error)) return 'unreadable';
  return 'code' in error && error.code === 'ENOENT' ? 'there is no such file' : error.message;
}
