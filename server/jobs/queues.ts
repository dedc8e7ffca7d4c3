import type { Instant } from '#lib/time/instant';
import type { Lane } from '../db/schema/operations.ts';

/** A job is only a nudge: what is to be done stands in our own tables, so a job that runs twice does no harm. */
export type JobData = {
  'run-revocations': { operationId: string };
  'run-interactive': { operationId: string };
  'run-bulk': { operationId: string };
  'overtake-rest': { operationId: string };
  'sweep-openkit': Record<string, never>;
  'refresh-person': { personId: string; askedAt: Instant };
  'read-residents': { buildingId: string };
  'issue-codes': Record<string, never>;
};

export type JobName = keyof JobData;

export const jobNames: JobName[] = [
  'run-revocations',
  'run-interactive',
  'run-bulk',
  'overtake-rest',
  'sweep-openkit',
  'refresh-person',
  'read-residents',
  'issue-codes',
];

/** A killed worker's job is taken up again after a minute without a heartbeat. */
export const queueOptions = {
  notify: true,
  retryLimit: 5,
  retryDelay: 5,
  retryBackoff: true,
  expireInSeconds: 3600,
  heartbeatSeconds: 60,
};

export const laneJob: Record<Lane, 'run-revocations' | 'run-interactive' | 'run-bulk'> = {
  revoke: 'run-revocations',
  interactive: 'run-interactive',
  bulk: 'run-bulk',
};
