import { randomUUID } from 'node:crypto';
import { eq, isNotNull } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDb, type Db } from '#server/db/pool';
import { building, person, personBuilding, portfolio } from '#server/db/schema/mirror';
import { staff } from '#server/db/schema/staff';
import { createTestDatabase, type TestDatabase } from '../../e2e/fixtures/database.ts';
import { addStaff } from '../../e2e/fixtures/sign-in-as.ts';
import { ensureDemoAccounts, ensureDemoScopes } from './demo-accounts.ts';
import { type Rights, readRights } from './rights.ts';
import { inScope, personInScope, portfolioInScope } from './scope.ts';

const [north, south] = [randomUUID(), randomUUID()];
const [northA, northB, southA, lone] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const [ann, bob, both, nobody] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const names = new Map<string, string>([
  [north, 'north'],
  [south, 'south'],
  [northA, 'north A'],
  [northB, 'north B'],
  [southA, 'south A'],
  [lone, 'lone'],
  [ann, 'ann'],
  [bob, 'bob'],
  [both, 'both'],
  [nobody, 'nobody'],
]);

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(database.url);
  await db.insert(portfolio).values([
    { id: south, name: 'South' },
    { id: north, name: 'North' },
  ]);
  await db.insert(building).values([
    { id: northA, portfolioId: north, name: 'A', address: [] },
    { id: northB, portfolioId: north, name: 'B', address: [] },
    { id: southA, portfolioId: south, name: 'A', address: [] },
    { id: lone, portfolioId: null, name: 'Lone', address: [] },
  ]);
  const people = [ann, bob, both, nobody].map((id) => ({ id, firstName: names.get(id) ?? '', lastName: 'X' }));
  await db.insert(person).values(people);
  await db.insert(personBuilding).values([
    { personId: ann, buildingId: northA, sortName: 'ann x' },
    { personId: bob, buildingId: southA, sortName: 'bob x' },
    { personId: both, buildingId: northA, sortName: 'both x' },
    { personId: both, buildingId: southA, sortName: 'both x' },
  ]);
});

afterAll(async () => {
  await db.$client.end();
  await database.drop();
});

async function rightsOf(staffId: string): Promise<Rights> {
  const rights = await readRights(db, staffId);
  if (!rights) throw new Error('no rights');
  return rights;
}

const named = (rows: { id: string }[]) => rows.map(({ id }) => names.get(id) ?? id).sort();

async function sees(rights: Rights) {
  return {
    portfolios: named(await db.select().from(portfolio).where(portfolioInScope(rights, portfolio.id))),
    buildings: named(await db.select().from(building).where(inScope(rights, building.id))),
    people: named(await db.select().from(person).where(personInScope(rights, person.id))),
  };
}

test('an owner sees everything without a scope', async () => {
  expect(await sees(await rightsOf(await addStaff(db, { role: 'owner' })))).toEqual({
    portfolios: ['north', 'south'],
    buildings: ['lone', 'north A', 'north B', 'south A'],
    people: ['ann', 'bob', 'both', 'nobody'],
  });
});

test('a portfolio is all its buildings; people of both are seen, people elsewhere are not', async () => {
  const rights = await rightsOf(await addStaff(db, { role: 'portfolio_manager', portfolioIds: [north] }));
  expect(await sees(rights)).toEqual({
    portfolios: ['north'],
    buildings: ['north A', 'north B'],
    people: ['ann', 'both'],
  });
});

test('a building is itself, under its portfolio', async () => {
  const rights = await rightsOf(await addStaff(db, { role: 'leasing_agent', buildingIds: [southA, lone] }));
  expect(await sees(rights)).toEqual({
    portfolios: ['south'],
    buildings: ['lone', 'south A'],
    people: ['bob', 'both'],
  });
});

test('a portfolio and one of its buildings together count each building once', async () => {
  const id = await addStaff(db, { role: 'auditor', portfolioIds: [north, north], buildingIds: [northA] });
  const { scope } = await rightsOf(id);
  expect(scope).toEqual({ buildingIds: expect.arrayContaining([northA, northB]), portfolioIds: [north], doorIds: [] });
  expect(scope === 'all' ? 0 : scope.buildingIds.length).toBe(2);
});

test('staff without a scope, or with one of things that do not exist, see nothing', async () => {
  const nothing = { portfolios: [], buildings: [], people: [] };
  expect(await sees(await rightsOf(await addStaff(db, { role: 'portfolio_manager' })))).toEqual(nothing);
  const stray = await addStaff(db, { role: 'auditor', buildingIds: [randomUUID()], portfolioIds: [randomUUID()] });
  expect(await sees(await rightsOf(stray))).toEqual(nothing);
});

test('a building that joins the portfolio is in scope on the next request', async () => {
  const id = await addStaff(db, { role: 'portfolio_manager', portfolioIds: [south] });
  await db.update(building).set({ portfolioId: south }).where(eq(building.id, lone));
  expect((await sees(await rightsOf(id))).buildings).toEqual(['lone', 'south A']);
  await db.update(building).set({ portfolioId: null }).where(eq(building.id, lone));
  expect((await sees(await rightsOf(id))).buildings).toEqual(['south A']);
});

test('disabled and unknown staff have no rights', async () => {
  const id = await addStaff(db, { role: 'owner' });
  await db.update(staff).set({ disabledAt: new Date().toISOString() }).where(eq(staff.id, id));
  expect(await readRights(db, id)).toBeNull();
  expect(await readRights(db, randomUUID())).toBeNull();
});

test('demo accounts: five roles, scopes filled once and then left alone', async () => {
  await ensureDemoAccounts(db);
  await ensureDemoAccounts(db);
  await ensureDemoScopes(db);
  await ensureDemoScopes(db);
  const demo = await db.select().from(staff).where(isNotNull(staff.passwordHash));
  const seen = await Promise.all(demo.map(async ({ id, role }) => [role, (await sees(await rightsOf(id))).buildings]));
  expect(Object.fromEntries(seen)).toEqual({
    owner: ['lone', 'north A', 'north B', 'south A'],
    portfolio_manager: ['north A', 'north B'],
    building_manager: ['north A'],
    leasing_agent: ['north A'],
    auditor: ['north A', 'north B'],
  });
});
