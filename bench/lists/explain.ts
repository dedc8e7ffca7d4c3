import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { z } from 'zod';

export type PlanNode = {
  'Node Type': string;
  'Relation Name'?: string | undefined;
  'Index Name'?: string | undefined;
  'Actual Rows'?: number | undefined;
  'Actual Loops'?: number | undefined;
  'Rows Removed by Filter'?: number | undefined;
  'Shared Hit Blocks'?: number | undefined;
  'Shared Read Blocks'?: number | undefined;
  Plans?: PlanNode[] | undefined;
};

const planNode: z.ZodType<PlanNode> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    'Index Name': z.string().optional(),
    'Actual Rows': z.number().optional(),
    'Actual Loops': z.number().optional(),
    'Rows Removed by Filter': z.number().optional(),
    'Shared Hit Blocks': z.number().optional(),
    'Shared Read Blocks': z.number().optional(),
    Plans: z.array(planNode).optional(),
  }),
);
const explained = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: planNode })]) })]);

export type Explained = { plans: PlanNode[]; buffers: number; ms: number };

type Asked = { text: string; values: unknown[] };
const listening = new AsyncLocalStorage<Asked[]>();

/** From now on every query that this process asks inside `explain` is noted. */
export function listenToQueries(): void {
  const ask = pg.Client.prototype.query;
  // biome-ignore lint/suspicious/noExplicitAny: pg overloads this method eight ways; it is passed on as it came.
  pg.Client.prototype.query = function (this: pg.Client, ...given: any[]): any {
    const [query, values] = given;
    const text = typeof query === 'string' ? query : query?.text;
    if (typeof text === 'string' && /^\s*(select|with|\()/i.test(text)) {
      listening.getStore()?.push({ text, values: query?.values ?? (Array.isArray(values) ? values : []) });
    }
    return Reflect.apply(ask, this, given);
  };
}

/**
 * Runs `read`, then has PostgreSQL run each of its queries again and tell what it touched: shared buffers, found or
 * read.
 */
export async function explain(client: pg.ClientBase, read: () => Promise<unknown>): Promise<Explained> {
  const asked: Asked[] = [];
  const startedAt = performance.now();
  await listening.run(asked, read);
  const ms = performance.now() - startedAt;
  const plans: PlanNode[] = [];
  for (const { text, values } of asked) {
    const { rows } = await client.query(`explain (analyze, buffers, format json) ${text}`, values);
    plans.push(explained.parse(rows)[0]['QUERY PLAN'][0].Plan);
  }
  return { plans, buffers: plans.reduce((sum, plan) => sum + buffersOf(plan), 0), ms };
}

const buffersOf = (plan: PlanNode): number => (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);

/** Every node of a plan, the top one first. */
export const nodesOf = (plan: PlanNode): PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
