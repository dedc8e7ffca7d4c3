import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { encode } from 'next-auth/jwt';
import type { Session } from '#server/auth/session';
import { sessionCookie } from '#server/auth/session-cookie';
import { startSession } from '#server/auth/sessions';
import { db } from '#server/db/pool';
import { staff, staffScope } from '#server/db/schema/staff';
import { freePort } from '../e2e/fixtures/free-port.ts';
import { viewer } from './lists/open-mirror.ts';
import { start } from './processes.ts';

export type Server = { url: string; process: ReturnType<typeof start>['child'] };

/** The console as it was built, on this database. */
export const startWeb = (databaseUrl: string, secret: string): Promise<Server> =>
  startNext(
    ['start'],
    {
      DATABASE_URL: databaseUrl,
      NEXTAUTH_SECRET: secret,
      // Against a sandbox that is not there: nothing that is asked here needs it.
      ...{ OPENKIT_CLIENT_ID: undefined, OPENKIT_CLIENT_SECRET: undefined },
      ...{ OPENKIT_API_URL: undefined, OPENKIT_AUTH_URL: undefined, EMULATOR_PORT: '1' },
      SYNC_INTERVAL_MINUTES: '0',
      LOG_LEVEL: 'error',
    },
    '/healthz',
  );

export const next = 'node_modules/next/dist/bin/next';

/** Next.js with these arguments, once this address answers. */
export async function startNext(
  args: string[],
  env: Record<string, string | undefined>,
  address: string,
): Promise<Server> {
  const port = await freePort();
  const { child } = start(next, [...args, '--port', String(port)], env);
  const url = `http://localhost:${port}`;
  while (
    !(await fetch(`${url}${address}`).then(
      ({ ok }) => ok,
      () => false,
    ))
  )
    await sleep(100);
  return { url, process: child };
}

/** An owner, or an agent of so many buildings, signed in: the session, and the headers that carry it. */
export async function signIn(
  buildings: number | 'all',
  secret: string,
): Promise<{ session: Session; headers: { cookie: string } }> {
  const seen = viewer(buildings);
  const role = buildings === 'all' ? 'owner' : 'leasing_agent';
  const member = { ...seen.staff, role, email: `${randomUUID()}@gatehouse.example` } as const;
  await db().insert(staff).values(member);
  if (seen.scope !== 'all') {
    await db()
      .insert(staffScope)
      .values(seen.scope.buildingIds.map((buildingId) => ({ staffId: member.id, buildingId })));
  }
  const sessionId = await db().transaction((tx) =>
    startSession(tx, member.id, { address: '127.0.0.1', userAgent: null }),
  );
  const value = await encode({ token: { sub: member.id, sid: sessionId }, secret });
  const cookie = `${sessionCookie('http://localhost').name}=${value}`;
  return { session: { ...seen, staff: member, sessionId }, headers: { cookie } };
}
