import type { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Db } from '../db/pool.ts';
import type { OpenKit } from '../openkit/types.ts';

/** What the worker works with. */
export type OperationTools = {
  db: Db;
  boss: PgBoss;
  openkit: OpenKit;
  log: Logger;
  /** How long a lost write may still land after we stopped waiting for its answer. */
  settleSeconds: number;
  leaseOwner: number;
};

/** How long to leave OpenKit alone after it could not be reached. */
export const retryWaitSeconds = 10;
