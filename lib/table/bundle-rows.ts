import type { BundleKind } from '../units/kinds.ts';
import { mostRows } from './limits.ts';
import type { ParsedTable } from './parse-table.ts';
import type { RowProblem } from './unit-rows.ts';

/** Which column holds what, counted from 0; -1 = none does. */
export type BundleMapping = { bundle: number; building: number; door: number; kind: number };

/** A bundle as a table names it, one row a door. */
export type NamedBundle = {
  line: number;
  name: string;
  building: string;
  kind: BundleKind;
  doors: { line: number; name: string }[];
};

const heads: Record<keyof BundleMapping, RegExp> = {
  bundle: /^(bundle|group|name)\b/i,
  building: /^(building|property|address)\b/i,
  door: /^(doors?|lock)\b/i,
  kind: /^(kind|type|for)\b/i,
};
const kinds: [BundleKind, RegExp][] = [
  ['amenities', /^(amenit(y|ies)|each lease)$/i],
  ['service', /^service$/i],
];

/** What the head seems to say; to be looked over by a person. */
export function guessBundleMapping(head: readonly string[]): BundleMapping {
  const indexOf = (column: keyof BundleMapping) => head.findIndex((name) => heads[column].test(name));
  return {
    bundle: Math.max(0, indexOf('bundle')),
    building: indexOf('building'),
    door: indexOf('door'),
    kind: indexOf('kind'),
  };
}

const longestName = 100;
const mostDoors = 200;

/**
 * The bundles of a table, and every row that cannot be one with why: a bundle with such a row is left out as a whole,
 * for half of it would be given unnoticed. `building` names those whose row names none; `leftOut` counts them.
 */
export function readBundleRows(
  { head, rows }: ParsedTable,
  mapping: BundleMapping,
  building: string,
): { bundles: NamedBundle[]; leftOut: number; problems: RowProblem[] } {
  const bundles = new Map<string, Omit<NamedBundle, 'kind'> & { kind: BundleKind | null }>();
  const broken = new Set<string>();
  const problems: RowProblem[] = [];
  for (const { line, cells } of rows.slice(0, mostRows)) {
    const cell = (column: number) => (column < 0 ? '' : (cells[column] ?? ''));
    const [name, door, word] = [cell(mapping.bundle), cell(mapping.door), cell(mapping.kind)];
    const place = cell(mapping.building) || building;
    const key = [name, place].map((text) => text.toLowerCase()).join('\n');
    const kind = kinds.find(([, pattern]) => pattern.test(word))?.[0] ?? null;
    const bundle = bundles.get(key) ?? { line, name, building: place, kind, doors: [] };
    const problem = (reason: string, params: RowProblem['params'] = {}) => {
      problems.push({ line, reason, params });
      if (name !== '') broken.add(key);
    };
    if (cells.length !== head.length) problem('row_columns', { found: cells.length, wanted: head.length });
    else if (name === '') problem('row_without_bundle');
    else if (name.length > longestName) problem('row_name_too_long', { max: longestName });
    else if (place === '') problem('row_without_building');
    else if (door === '') problem('row_without_door');
    else if (word !== '' && kind === null) problem('row_kind_unknown', { kind: word });
    else if (kind && bundle.kind && kind !== bundle.kind) problem('row_kind_differs');
    else if (bundle.doors.some((other) => other.name.toLowerCase() === door.toLowerCase())) problem('row_twice');
    else if (bundle.doors.length === mostDoors) problem('row_bundle_full', { max: mostDoors });
    else {
      bundle.doors.push({ line, name: door });
      bundles.set(key, { ...bundle, kind: bundle.kind ?? kind });
    }
  }
  const whole = [...bundles].filter(([key]) => !broken.has(key)).map(([, bundle]) => bundle);
  return {
    bundles: whole.map((bundle) => ({ ...bundle, kind: bundle.kind ?? 'amenities' })),
    leftOut: broken.size,
    problems,
  };
}
