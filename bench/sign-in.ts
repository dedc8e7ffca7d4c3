import { randomBytes, randomUUID } from 'node:crypto';
import { hashPassword } from '#server/auth/password';
import { signIn } from '#server/auth/sign-in';
import { createDb, type Db } from '#server/db/pool';
import { signInAttempt, staff } from '#server/db/schema/staff';
import { createTestDatabase } from '../e2e/fixtures/database.ts';
import { startTestCluster } from '../e2e/fixtures/test-cluster.ts';
import { median } from './load.ts';

const samples = 200;
const key = 'k'.repeat(32);
const known = 'known@staff.example';

/**
 * How long a refused sign-in takes for an email that is known and for one that is not, one after the other in turns:
 * the ratio of their medians (aim: 0.9 to 1.1), and how often the known one is the slower of a pair (aim: near half).
 */
export async function benchSignIn(): Promise<void> {
  const removeCluster = await startTestCluster();
  const database = await createTestDatabase();
  process.env.AUDIT_KEY = randomBytes(32).toString('base64');
  const db = createDb(database.url);
  const passwordHash = await hashPassword('a sentence nobody would think of');
  await db.insert(staff).values({ email: known, name: 'Known', role: 'auditor', passwordHash });
  const times = { known: [] as number[], unknown: [] as number[] };
  for (let at = -10; at < samples; at += 1) {
    const pair = { known: await refusedIn(db, known), unknown: await refusedIn(db, `nobody${at}@staff.example`) };
    // The first few warm up.
    if (at < 0) continue;
    times.known.push(pair.known);
    times.unknown.push(pair.unknown);
  }
  const ratio = median(times.known) / median(times.unknown);
  const slower = times.known.filter((time, at) => time > (times.unknown[at] ?? 0)).length;
  console.log(`known / unknown, medians of ${samples}: ${ratio.toFixed(3)}`);
  console.log(`the known one was slower in ${((slower / samples) * 100).toFixed(0)} % of the pairs`);
  await db.$client.end();
  await database.drop();
  await removeCluster();
}

/** Milliseconds until a wrong password is refused, with nothing held against anybody. */
async function refusedIn(db: Db, email: string): Promise<number> {
  await db.delete(signInAttempt);
  const request = {
    email,
    password: 'wrong',
    address: '192.0.2.1',
    userAgent: null,
    requestId: randomUUID(),
    previous: null,
  };
  const startedAt = performance.now();
  await signIn(db, key, request).catch(() => undefined);
  return performance.now() - startedAt;
}
