import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { startTestCluster } from '../../e2e/fixtures/test-cluster.ts';
import { aims, type Case, casesFor } from './cases.ts';
import { type Explained, explain, listenToQueries, nodesOf } from './explain.ts';
import { openMirror, viewer } from './open-mirror.ts';
import { buildingId, scales } from './seed-mirror.ts';

const viewers = { owner: 'all', 'of 1 building': 1, 'of 10 buildings': 10 } as const;

/**
 * What each list, search and detail touches of a seeded mirror, in shared buffers, for an owner and for staff of one
 * and of ten buildings. `npm run bench -- lists [small|full|stretch]`; the plans' shapes go to
 * `bench/plans/<size>.txt`.
 */
export async function benchLists(size = 'full'): Promise<void> {
  const scale = Object.entries(scales).find(([name]) => name === size)?.[1];
  if (!scale) throw new Error(`Name a size: ${Object.keys(scales).join(', ')}.`);
  const stop = await startTestCluster();
  const mirror = await openMirror(scale);
  await writePlans(size, mirror.client);
  await mirror.close();
  await stop();
}

/** The same of a mirror that is there. */
export async function writePlans(size: string, client: pg.ClientBase): Promise<void> {
  listenToQueries();
  const table: Record<string, Record<string, string>> = {};
  const shapes: string[] = [];
  for (const each of casesFor(buildingId(1))) {
    const row: Record<string, string> = { aim: String(aims[each.kind]) };
    for (const [who, buildings] of Object.entries(viewers)) {
      const session = viewer(buildings);
      // Once before: what is read first is remembered by clock and pool.
      await each.read(session);
      const found = await explain(client, () => each.read(session));
      row[who] = told(each, buildings, found);
      if (buildings === 'all') shapes.push(`${each.name}\n  ${shapeOf(found)}`);
    }
    table[each.name] = row;
  }
  console.table(table);
  const folder = path.join(import.meta.dirname, '..', 'plans');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${size}.txt`), `${[...lines(table), '', ...shapes].join('\n')}\n`);
}

/** A scope makes a combination of whatever it narrows. */
function told({ kind }: Case, buildings: number | 'all', { buffers }: Explained): string {
  const aim = buildings === 'all' ? aims[kind] : Math.max(aims[kind], aims.combined);
  return `${buffers}${buffers > aim ? ' (misses)' : ''}`;
}

/** The ways into tables, in the order of the plan: what a change of plan changes first. */
const shapeOf = ({ plans }: Explained): string =>
  plans
    .flatMap(nodesOf)
    .filter((node) => node['Relation Name'] && node['Actual Loops'] !== 0)
    .map((node) => `${node['Node Type']} ${node['Index Name'] ?? node['Relation Name']}`)
    .filter((way, at, all) => all.indexOf(way) === at)
    .join(', ');

const lines = (table: Record<string, Record<string, string>>): string[] =>
  Object.entries(table).map(
    ([name, row]) =>
      `${name}: ${Object.entries(row)
        .map(([who, buffers]) => `${who} ${buffers}`)
        .join(', ')}`,
  );
