import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Scope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import { createTestDatabase } from '../../e2e/fixtures/database.ts';
import { buildingId, type Scale, seedMirror } from './seed-mirror.ts';

export type SeededMirror = { url: string; client: pg.Client; secret: string; close(): Promise<void> };

/** A seeded mirror in a database of its own, and this process's services on it, as in live mode without an upstream. */
export async function openMirror(scale: Scale): Promise<SeededMirror> {
  const database = await createTestDatabase();
  const secret = randomBytes(48).toString('base64');
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    OPENKIT_CLIENT_ID: 'bench',
    OPENKIT_CLIENT_SECRET: randomUUID(),
    OPENKIT_API_URL: 'http://localhost:1',
    OPENKIT_AUTH_URL: 'http://localhost:1',
    NEXTAUTH_URL: 'http://localhost:3000',
    NEXTAUTH_SECRET: secret,
    AUDIT_KEY: randomBytes(32).toString('base64'),
    DATA_KEY: randomBytes(32).toString('base64'),
  });
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await seedMirror(owner, scale, new Date().toISOString());
  await owner.end();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  return {
    url: database.url,
    client,
    secret,
    async close() {
      // Opening a person asks for a reading of them: a job.
      await (await boss()).stop({ graceful: false });
      await db().$client.end();
      while (await hasOthers(client));
      await client.end();
      await database.drop();
    },
  };
}

/** Somebody who sees everything, or so many buildings spread over the portfolios. */
export function viewer(buildings: number | 'all'): Session {
  const scope: Scope =
    buildings === 'all'
      ? 'all'
      : {
          buildingIds: Array.from({ length: buildings }, (_, at) => buildingId(1 + at * 2)),
          portfolioIds: [],
          doorIds: [],
        };
  return {
    staff: { id: randomUUID(), name: 'Bench', email: 'bench@gatehouse.example', role: 'owner' },
    scope,
    sessionId: randomUUID(),
    requestId: randomUUID(),
    stage: 'open',
    isFresh: true,
    hasAuthenticator: false,
    method: 'password',
  };
}

/** A pool has ended before its connections have. */
async function hasOthers(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(
    'select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  return rows.length > 0;
}
