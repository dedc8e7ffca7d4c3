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
  hands: Set<Hand>;
};

/** What one runner of this worker has in hand of an operation; `itemIds` null = it is just taking something up. */
export type Hand = { operationId: string; itemIds: string[] | null };

/** How long to leave OpenKit alone after it could not be reached. */
export const retryWaitSeconds = 10;
