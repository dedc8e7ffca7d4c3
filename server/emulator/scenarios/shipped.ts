import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../rules/refusal.ts';
import { type Scenario, scenario } from './scenario.ts';

/** The scenarios that come with the emulator. */
export function shippedScenarios(): Scenario[] {
  return readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readScenario(join(import.meta.dirname, name)));
}

/** A scenario file. Throws a Refusal that names the file and what is wrong in it. */
function readScenario(path: string): Scenario {
  try {
    return scenario.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new Refusal(`${path} is no scenario: ${error instanceof Error ? error.message : 'unreadable'}`, 400);
  }
}
