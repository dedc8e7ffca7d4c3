import { randomBytes, randomUUID } from 'node:crypto';
import pino from 'pino';
import type { Db } from '#server/db/pool';
import type { Priority } from '../budget.ts';
import { createOpenKit } from '../client.ts';
import type { CallContext, OpenKitOptions } from '../types.ts';

export const clientSecret = 'canary-client-secret';

/** A client of an upstream at `url`, fast unless told otherwise, and every line it logged. */
export function openClient(db: Db, url: string, changes: Partial<OpenKitOptions> = {}) {
  const logged: string[] = [];
  const openkit = createOpenKit({
    apiUrl: url,
    authUrl: url,
    audience: 'https://rest.latchaccess.com/access/sdk',
    clientId: 'sandbox-client',
    clientSecret,
    callsPerSecond: 1000,
    pageSize: 2,
    dataKey: sharedDataKey,
    db,
    log: pino({ level: 'trace' }, { write: (line: string) => logged.push(line) }),
    ...changes,
  });
  return { openkit, logged };
}

/** Processes of one installation share it. */
const sharedDataKey = randomBytes(32);

export const context = (priority: Priority = 'interactive', signal?: AbortSignal): CallContext => ({
  requestId: randomUUID(),
  priority,
  signal,
});
