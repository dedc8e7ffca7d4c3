import { type SQL, sql } from 'drizzle-orm';

/** The ids of an operation and of those it sends again, as an array. */
export const retryChain = (operationId: string): SQL => sql`array(
  with recursive again as (
    select id, retry_of from operation where id = ${operationId}
    union
    select o.id, o.retry_of from operation o join again on o.id = again.retry_of
  ) select id from again)`;
