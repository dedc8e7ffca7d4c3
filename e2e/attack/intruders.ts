import type { Browser, BrowserContext } from '@playwright/test';
import type { Role } from '../../lib/permissions.ts';
import { createDb, type Db } from '../../server/db/pool.ts';
import { startEmbeddedPostgres } from '../../server/launcher/embedded-postgres/start.ts';
import { sandboxSecrets } from '../../server/launcher/sandbox-secrets.ts';
import { test as consoleTest, type RunningConsole } from '../fixtures/console.ts';
import { query } from '../fixtures/query.ts';
import { startWithoutProxy } from '../fixtures/second-console.ts';
import { signInAs } from '../fixtures/sign-in-as.ts';
import { randomTarget, type Target } from '../matrix/world.ts';

export type Entrance = { url: string };

/** The console as it runs, and the same build without its proxy.ts: that file must protect nothing. */
export const test = consoleTest.extend<object, { entrances: Entrance[]; db: Db }>({
  entrances: [
    async ({ office }, use) => {
      const bare = await startWithoutProxy(office);
      await use([{ url: office.url }, bare]);
      await bare.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  db: [
    async ({ office }, use) => {
      const { url } = await startEmbeddedPostgres(office.dataDir);
      // What `asks.ts` looks up it finds through the ordinary pool.
      process.env.DATABASE_URL = url;
      const db = createDb(url);
      await use(db);
      await db.$client.end();
    },
    { scope: 'worker' },
  ],
});

export async function stranger(browser: Browser, { url }: Entrance, cookie?: string): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: url });
  if (cookie) await context.addCookies([{ name: 'gatehouse.session', value: cookie, url }]);
  return context;
}

/** A browser in which a new member of staff is signed in, in these buildings. */
export async function member(
  browser: Browser,
  { office, db, at }: { office: RunningConsole; db: Db; at: Entrance },
  who: { role: Role; buildingIds?: string[] },
): Promise<{ context: BrowserContext; cookie: string; staffId: string }> {
  const secret = sandboxSecrets(office.dataDir).NEXTAUTH_SECRET;
  const { cookie, staffId } = await signInAs(db, who, { url: office.url, secret });
  return { context: await stranger(browser, at, cookie.value), cookie: cookie.value, staffId };
}

/** What a wrong act would have changed. */
export async function written(office: RunningConsole) {
  const calls = (await office.control.journal()).filter(
    ({ method, path }) => method !== 'GET' && path.includes('/v2/'),
  );
  const [counts] = await query<Record<'operations' | 'staff' | 'exports' | 'units', number>>(
    office,
    `select (select count(*)::int from operation) as operations, (select count(*)::int from staff) as staff,
      (select count(*)::int from export_request) as exports, (select count(*)::int from unit) as units`,
  );
  if (!counts) throw new Error('A count gave no row.');
  return { ...counts, calls: calls.length };
}

/** A door, somebody with access to it and to nothing else, and their building; everything else does not exist. */
export async function somewhere(office: RunningConsole, not: string[] = []): Promise<Target> {
  const [found] = await query<Pick<Target, 'personId' | 'doorId' | 'buildingId'>>(
    office,
    `select a.person_id as "personId", a.door_id as "doorId", a.building_id as "buildingId"
      from access a where a.gone_at is null and a.building_id <> all ($1::uuid[])
        and not exists (select 1 from person_building b where b.person_id = a.person_id and b.building_id <> a.building_id)
      order by a.building_id, a.id limit 1`,
    [not],
  );
  if (!found) throw new Error('Everybody has access in two buildings.');
  return { ...randomTarget(), ...found };
}

/** An address of this page: of what is there, where the page is about something that the target names. */
export function pageOf(pattern: string, { personId, doorId, buildingId, unitId }: Target): string {
  const known: Record<string, string> = { people: personId, doors: doorId, buildings: buildingId };
  const id = known[pattern.split('/')[1] ?? ''] ?? unitId;
  return pattern.replace(/\/\[\[\.\.\.\w+\]\]/, '').replace(/\[\w+\]/g, id);
}

/** Where a GET handler is asked this. */
export function addressOf(name: string, input: Record<string, string>): string {
  const query = new URLSearchParams(Object.entries(input).filter(([key]) => !name.includes(`[${key}]`)));
  return `${name.replace(/\[(\w+)\]/, (_, key: string) => input[key] ?? '')}?${query}`;
}
