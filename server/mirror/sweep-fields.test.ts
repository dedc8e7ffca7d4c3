import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noName } from '#lib/names';
import { readRights } from '#server/auth/rights';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { staffScope } from '#server/db/schema/staff';
import { listAccesses } from '#server/services/accesses/list-accesses';
import { listAccessesQuery } from '#server/services/accesses/list-query';
import { listDoors } from '#server/services/doors/list-doors';
import { listDoorsQuery } from '#server/services/doors/list-query';
import { getOverview } from '#server/services/overview/get-overview';
import { listPeople } from '#server/services/people/list-people';
import { listPeopleQuery } from '#server/services/people/list-query';
import { type BackOffice, sessionAs, startBackOffice, sweepNow } from '../../e2e/fixtures/back-office.ts';

const bends = ['null', 'missing', 'unknown_enum'] as const;
/** What is no surprise: optional and nullable fields, a word where any text may stand, and what we do not read. */
const ordinary: Record<(typeof bends)[number], RegExp> = {
  null: /\.(email|phone|endTime|code|device|doorcode)$|accesses\[\]\.userUuid$|^nextPageToken$/,
  missing:
    /\.(role|email|phone|endTime|accessibilityType|isConnected|device|timezone|portfolio|doorcode|accesses)$|accesses\[\]\.userUuid$|^nextPageToken$/,
  unknown_enum:
    /[nN]ame$|\.(addressLine.|city|state|country|postalCode|timezone|serialNumber|device\.type|email|phone|code)$|accesses\[\]\.userUuid$/,
};

let office: BackOffice;
const fields: { path: string; field: string }[] = [];

beforeAll(async () => {
  office = await startBackOffice({ people: 12, buildings: 1 });
  await office.stopWorker();
  const headers = { authorization: `Bearer ${await token()}` };
  for (const path of ['/v1/buildings', '/v1/doors', '/v1/users']) {
    const answer = await fetch(`${office.emulator.url}/access/sdk${path}?pageSize=100`, { headers });
    for (const field of fieldsOf(await answer.json())) fields.push({ path, field });
  }
});
afterAll(() => office.stop());

async function token(): Promise<string> {
  const answer = await fetch(`${office.emulator.url}/v1/oauth/token`, {
    method: 'POST',
    body: JSON.stringify({
      client_id: 'sandbox-client',
      client_secret: 'sandbox-secret',
      audience: 'https://rest.latchaccess.com/access/sdk',
      grant_type: 'client_credentials',
    }),
  });
  const { access_token } = (await answer.json()) as { access_token: string };
  return access_token;
}

/** Every field an answer has, as fault rules name them: `users[].accesses[].role`. */
function fieldsOf(json: unknown, prefix = ''): string[] {
  if (Array.isArray(json)) return [...new Set(json.flatMap((item) => fieldsOf(item, `${prefix}[]`)))];
  if (typeof json !== 'object' || json === null) return [];
  const found = Object.entries(json).flatMap(([name, value]) => {
    const here = prefix === '' ? name : `${prefix}.${name}`;
    return [here, ...fieldsOf(value, here)];
  });
  return [...new Set(found)];
}

const counts = async () =>
  (
    await db().execute(sql`
      select (select count(*) from building where gone_at is null) as buildings,
        (select count(*) from door where gone_at is null) as doors,
        (select count(*) from person where gone_at is null) as people`)
  ).rows[0];

const lists = (owner: Session) =>
  Promise.all([
    listPeople(owner, listPeopleQuery.parse({})),
    listDoors(owner, listDoorsQuery.parse({})),
    listAccesses(owner, listAccessesQuery.parse({})),
  ]);

const warned = async () => {
  const { rows } = await db().execute<{ times: number }>(
    sql`select coalesce(sum(times), 0) as times from schema_warning`,
  );
  return rows[0]?.times ?? 0;
};

test('S16 of a name of 10,000 characters the mirror keeps 300, and it is noticed', async () => {
  const names = fields.filter(({ field }) => /[nN]ame$/.test(field));
  expect(names.map(({ field }) => field)).toEqual(
    expect.arrayContaining(['buildings[].name', 'doors[].name', 'users[].firstName', 'users[].lastName']),
  );
  const longest = async () => {
    const { rows } = await db().execute<{ length: number }>(sql`
      select max(length(name))::int as length from (
        select name from building union all select name from door union all select name from portfolio
        union all select first_name from person union all select last_name from person) named`);
    return rows[0]?.length;
  };
  const owner = await sessionAs('owner');
  for (const { path, field } of names) {
    const seen = await warned();
    await office.control.addFault({
      match: { path },
      effect: { type: 'drift', field, to: 'value', value: 'A'.repeat(10_000) },
    });
    expect(await sweepNow(), field).toBe('complete');
    await office.control.clearFaults();
    expect(await warned(), field).toBeGreaterThan(seen);
    expect(await longest(), field).toBeLessThanOrEqual(300);
    for (const { items } of await lists(owner)) expect(items.length, field).toBeGreaterThan(0);
  }
  expect(await sweepNow(), 'as it was').toBe('complete');
  await db().execute(sql`delete from schema_warning`);
});

const bend = ({ path, field }: (typeof fields)[number], value: string) =>
  office.control.addFault({ match: { path }, effect: { type: 'drift', field, to: 'value', value } });

test('half an emoji in every text stops nothing, and shows as what it is', async () => {
  const texts = fields.filter(({ field }) => ordinary.unknown_enum.test(field) && !field.endsWith('Uuid'));
  for (const text of texts) await bend(text, 'Broken \ud83d');
  expect(await sweepNow()).toBe('complete');
  await office.control.clearFaults();
  const { rows } = await db().execute(sql`
    select distinct p.first_name, p.email, d.name, d.serial_number, a.person_name
    from person p, door d, access a where d.is_activated`);
  const broken = 'Broken \ufffd';
  expect(rows).toEqual([
    { first_name: broken, email: broken, name: broken, serial_number: broken, person_name: `${broken} ${broken}` },
  ]);
  expect(await sweepNow()).toBe('complete');
  await db().execute(sql`delete from schema_warning`);
});

test('a long name of letters that fall apart when names are compared, all unlike each other, is listed', async () => {
  const owner = await sessionAs('owner');
  let random = 1;
  const anyOf = (first: number, count: number) => {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    return String.fromCodePoint(first + Math.floor((random / 2 ** 32) * count));
  };
  const word = () => anyOf(0xac00, 11_172) + anyOf(0x20000, 42_000) + anyOf(0x20000, 42_000);
  const letters = () => Array.from({ length: 100 }, word).join('');
  const names = fields.filter(({ field }) => /[nN]ame$/.test(field));
  const given = new Map(names.map(({ field }) => [field, letters()]));
  for (const name of names) await bend(name, given.get(name.field) ?? '');
  expect(await sweepNow()).toBe('complete');
  await office.control.clearFaults();
  const [people, doors] = await lists(owner);
  expect(people?.items[0]?.name).toBe(`${given.get('users[].firstName')} ${given.get('users[].lastName')}`);
  expect(doors?.items[0]?.name).toBe(given.get('doors[].name'));
  expect(await sweepNow()).toBe('complete');
});

test('what OpenKit leaves out of doors once was not changed, and a device that is taken away was', async () => {
  const before = await db().execute(sql`select id, name, serial_number, device_type from door order by id`);
  const noted = async () => (await db().execute(sql`select name from door_event where at >= ${since}`)).rows;
  const since = await now();
  for (const field of ['doors[].name', 'doors[].device.serialNumber', 'doors[].device.type'])
    await office.control.addFault({ match: { path: '/v1/doors' }, effect: { type: 'drift', field, to: 'missing' } });
  expect(await sweepNow()).toBe('complete');
  await office.control.clearFaults();
  const after = await db().execute(sql`select id, name, serial_number, device_type from door order by id`);
  expect(after.rows).toEqual(before.rows);
  expect(await sweepNow()).toBe('complete');
  expect(await noted()).toEqual([]);

  const { rows } = await db().execute<{ id: string }>(sql`select id from door where is_activated order by id limit 1`);
  const [door] = rows;
  await office.control.worldEvent({ type: 'door_device', doorUuid: door?.id ?? '', device: 'removed' });
  expect(await sweepNow()).toBe('complete');
  expect(await noted()).toEqual([{ name: 'door.device_changed' }]);
  const removed = await db().execute(sql`
    select is_activated, serial_number, device_type from door where id = ${door?.id ?? ''}`);
  expect(removed.rows).toEqual([{ is_activated: false, serial_number: null, device_type: null }]);
  await db().execute(sql`delete from schema_warning`);
});

test('what OpenKit leaves out of buildings, or says in a way nobody can read, was not changed, and is noticed', async () => {
  const places = async () =>
    (
      await db().execute(sql`
        select b.id, b.name, address, time_zone, stated_time_zone, b.gone_at, p.id as portfolio_id, p.name as portfolio,
          p.gone_at as portfolio_gone_at
        from building b left join portfolio p on p.id = b.portfolio_id order by b.id`)
    ).rows;
  const before = await places();
  const gaps = fields.filter(({ field }) => /^buildings\[\]\.(?!uuid$)/.test(field));
  expect(gaps.map(({ field }) => field)).toEqual(
    expect.arrayContaining(
      ['name', 'address', 'address.city', 'portfolio', 'timezone'].map((name) => `buildings[].${name}`),
    ),
  );
  for (const { path, field } of gaps) {
    for (const to of ['null', 'missing', 'number']) {
      const seen = await warned();
      await office.control.addFault({ match: { path }, effect: { type: 'drift', field, to } });
      expect(await sweepNow(), `${field} ${to}`).toBe('complete');
      await office.control.clearFaults();
      expect(await places(), `${field} ${to}`).toEqual(before);
      expect(await warned(), `${field} ${to}`).toBeGreaterThan(seen);
    }
  }

  // What is said anew counts, whatever else is left out.
  const elsewhere = randomUUID();
  const path = '/v1/buildings';
  await bend({ path, field: 'buildings[].timezone' }, 'Mars/Base');
  await bend({ path, field: 'buildings[].address.city' }, 'Elsewhere');
  await bend({ path, field: 'buildings[].portfolio.uuid' }, elsewhere);
  for (const field of ['address.addressLine1', 'portfolio.name'])
    await office.control.addFault({
      match: { path },
      effect: { type: 'drift', field: `buildings[].${field}`, to: 'missing' },
    });
  expect(await sweepNow()).toBe('complete');
  await office.control.clearFaults();
  expect(await places()).toMatchObject([
    { address: expect.arrayContaining(['Elsewhere']), time_zone: null, stated_time_zone: 'Mars/Base' },
  ]);
  expect(await places()).toMatchObject([{ portfolio_id: elsewhere, portfolio: noName }]);
  expect(await sweepNow()).toBe('complete');
  expect(await places()).toEqual(before);
  await db().execute(sql`delete from schema_warning`);
});

test('a building leaves its portfolio with the second sweep running that leaves it out', async () => {
  const [{ id, portfolioId } = { id: '', portfolioId: '' }] = (
    await db().execute<{ id: string; portfolioId: string }>(
      sql`select id, portfolio_id as "portfolioId" from building where portfolio_id is not null limit 1`,
    )
  ).rows;
  const path = '/v1/buildings';
  const manager = await sessionAs('portfolio_manager');
  await db().insert(staffScope).values({ staffId: manager.staff.id, portfolioId });
  const rights = async () => {
    const found = await readRights(db(), manager.staff.id);
    return (await listDoors({ ...manager, ...found }, listDoorsQuery.parse({}))).items.length;
  };
  const sweepWith = async (to: 'missing' | 'null' | 'number' | null) => {
    if (to)
      await office.control.addFault({ match: { path }, effect: { type: 'drift', field: 'buildings[].portfolio', to } });
    expect(await sweepNow()).toBe('complete');
    await office.control.clearFaults();
    const { rows } = await db().execute<{ id: string | null }>(
      sql`select portfolio_id as id from building where id = ${id}`,
    );
    return rows[0]?.id;
  };
  const doors = await rights();
  expect(doors).toBeGreaterThan(0);
  for (const to of ['missing', null, 'missing', null, 'null', 'number', 'null', 'number'] as const)
    expect(await sweepWith(to), String(to)).toBe(portfolioId);
  expect([await sweepWith('missing'), await rights()]).toEqual([portfolioId, doors]);
  expect([await sweepWith('missing'), await rights()]).toEqual([null, 0]);
  const gone = await db().execute(sql`select 1 from portfolio where id = ${portfolioId} and gone_at is not null`);
  expect(gone.rows).toHaveLength(1);
  expect([await sweepWith(null), await rights()]).toEqual([portfolioId, doors]);
  await db().execute(sql`delete from schema_warning`);
});

const held = async () =>
  (
    await db().execute(sql`
      select id, starts_at, ends_at, shareable, role, doorcode_status from access where gone_at is null order by id`)
  ).rows;
const lastUnreadable = async () =>
  (await db().execute(sql`select seen_counts->'unreadable' as n from sweep order by generation desc limit 1`)).rows;

test('what OpenKit leaves out of accesses once, or says in a way nobody can read, was not changed', async () => {
  const before = await held();
  const since = await now();
  const drifts = [
    ...['role', 'shareable', 'doorcode'].map((field) => ({ field, to: 'missing' })),
    { field: 'startTime', to: 'value', value: '2026-01-01T00:00:00' },
    { field: 'endTime', to: 'value', value: '2031-07-31T11:00:00' },
    { field: 'endTime', to: 'number' },
  ];
  for (const { field, ...drift } of drifts) {
    await office.control.addFault({
      match: { path: '/v1/users' },
      effect: { type: 'drift', field: `users[].accesses[].${field}`, ...drift },
    });
    expect(await sweepNow(), field).toBe('complete');
    expect(await held(), field).toEqual(before);
  }
  await office.control.clearFaults();
  expect(await sweepNow()).toBe('complete');
  expect((await db().execute(sql`select name from access_event where at >= ${since}`)).rows).toEqual([]);
  expect(await lastUnreadable()).toEqual([{ n: 0 }]);

  // Left out or null says that there is no end.
  await office.control.addFault({
    match: { path: '/v1/users' },
    effect: { type: 'drift', field: 'users[].accesses[].endTime', to: 'missing' },
  });
  expect(await sweepNow()).toBe('complete');
  expect(await held()).not.toEqual(before);
  await office.control.clearFaults();
  expect(await sweepNow()).toBe('complete');
  await db().execute(sql`delete from schema_warning`);
});

test('an access first seen with an end nobody can read is left out and counted, not shown as endless', async () => {
  const doors = await db().execute<{ id: string }>(sql`
    select id from door where kind = 'door' and is_activated order by id limit 1`);
  const before = await held();
  await office.control.grantPastTheConsole({ firstName: 'Una', lastName: 'New', email: 'una@example.com' }, [
    doors.rows[0]?.id ?? '',
  ]);
  await office.control.addFault({
    match: { path: '/v1/users' },
    effect: { type: 'drift', field: 'users[].accesses[].endTime', to: 'value', value: '2031-07-31T11:00:00' },
  });
  expect(await sweepNow()).toBe('complete');
  expect(await held()).toEqual(before);
  expect(await lastUnreadable()).toEqual([{ n: 1 }]);
  await office.control.clearFaults();
  expect(await sweepNow()).toBe('complete');
  expect(await held()).toHaveLength(before.length + 1);
  expect(await lastUnreadable()).toEqual([{ n: 0 }]);
  await db().execute(sql`delete from schema_warning`);
});

test('S38 whatever field is null, missing or holds something new: every list works, nobody is lost, and it is noticed', async () => {
  const owner = await sessionAs('owner');
  const before = await counts();
  const alarms = async (session: Session) => (await getOverview(session)).attention.schemaWarnings;
  expect(await alarms(owner)).toBe(0);
  expect(fields.length).toBeGreaterThan(30);
  const unnoticed: string[] = [];
  for (const { path, field } of fields) {
    for (const to of bends) {
      const seen = await warned();
      await office.control.addFault({ match: { path }, effect: { type: 'drift', field, to } });
      const state = await sweepNow();
      await office.control.clearFaults();
      expect(await counts(), `${field} ${to}`).toEqual(before);
      for (const { items } of await lists(owner)) expect(items.length, `${field} ${to}`).toBeGreaterThan(0);
      if (state === 'complete' && (await warned()) === seen && !ordinary[to].test(field))
        unnoticed.push(`${field} ${to}`);
      // Whatever was misread is put right by the next one.
      if (state !== 'complete') expect(await sweepNow(), `after ${field} ${to}`).toBe('complete');
    }
  }
  expect(unnoticed).toEqual([]);
  expect(await alarms(owner)).toBeGreaterThan(0);
  await db().execute(sql`update schema_warning set last_seen = last_seen - interval '25 hours'`);
  expect(await alarms(owner)).toBe(0);
}, 120_000);

test.each([
  ['America/New_York', '0001-01-01T00:00:00Z'],
  ['Asia/Tokyo', '0001-01-01T00:00:00Z'],
  ['Asia/Tokyo', '9999-12-31T23:00:00Z'],
  ['no zone', '9999-12-31T23:00:00Z'],
])('S38 daily accesses in %s of %s stop no reading and stand in the list', async (zone, start) => {
  for (const field of ['buildings[].timezone', 'buildings[].address.timezone'])
    await bend({ path: '/v1/buildings', field }, zone);
  const bent = { passcodeType: 'DAILY', startTime: start };
  for (const [field, value] of Object.entries(bent))
    await bend({ path: '/v1/users', field: `users[].accesses[].${field}` }, value);
  await office.control.addFault({
    match: { path: '/v1/users' },
    effect: { type: 'drift', field: 'users[].accesses[].endTime', to: 'missing' },
  });
  // All that was known is missing from it.
  expect(await sweepNow()).toBe('suspect');
  const { rows } = await db().execute<{ person_id: string; starts_at: string }>(sql`
    select person_id, starts_at from access where passcode_type = 'DAILY' and gone_at is null and starts_at = ${start}`);
  expect(rows.length).toBeGreaterThan(0);
  const [, , accesses] = await lists(await sessionAs('owner'));
  expect(accesses.items.length).toBeGreaterThan(0);
  await office.control.clearFaults();
});
