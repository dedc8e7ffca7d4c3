import { type SQL, sql } from 'drizzle-orm';

type Ways = {
  /** Rows among the next so many in order; null where there is no such thing. */
  near: SQL | null;
  /** Condition without which there is no use in looking near by. */
  isWorthIt?: SQL;
  /** So many of them are a page. */
  enough: number;
  /** Query for all hits, and how many of them are few. */
  hits: SQL;
  few: number;
  /** The page from the hits, which stand in `hit`. */
  collected: (hit: SQL) => SQL;
  /** The page along its order, however long that takes. */
  walked: SQL;
};

/**
 * A page of rows, looked for in three ways, each only where the one before fell short: near by, which is enough for
 * whatever is frequent; among all hits, if those are few; else along the order, where hits that are more than few are
 * met soon. CTEs (`steps`) and the rows of the way that was enough. The planner does not choose: it multiplies the
 * shares of conditions that depend on each other, and bets on an order wherever it sees a limit.
 */
export function inSteps(
  name: SQL,
  { near, isWorthIt = sql`true`, enough, hits, few, collected, walked }: Ways,
): { steps: SQL; rows: SQL } {
  const isNear = near ? sql`(select yes from ${name}_is_near)` : sql`false`;
  const areMany = sql`(select yes from ${name}_are_many)`;
  const nearBy = sql`
    ${name}_near as materialized (select next.* from (${near ?? sql``}) next where ${isWorthIt}),
    ${name}_is_near as materialized (select count(*) >= ${enough} as yes from ${name}_near),`;
  return {
    steps: sql`
      ${near ? nearBy : sql``}
      ${name} as materialized (select every_hit.* from (${hits}) every_hit where not ${isNear} limit ${few + 1}),
      ${name}_are_many as materialized (select count(*) > ${few} as yes from ${name})`,
    rows: sql`
      ${near ? sql`(select * from ${name}_near where ${isNear}) union all` : sql``}
      (select few.* from (${collected(name)}) few where not ${isNear} and not ${areMany})
      union all
      (select walked.* from (${walked}) walked where ${areMany})`,
  };
}
