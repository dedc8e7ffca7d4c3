import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../e2e/fixtures/database.ts';
import { insertRows } from './insert-rows.ts';
import { createDb } from './pool.ts';
import { operationItem } from './schema/operations.ts';

const database = await createTestDatabase();
const db = createDb(database.url);
afterAll(async () => {
  await db.$client.end();
  await database.drop();
});

const operationId = randomUUID();
const recipient = { firstName: 'Zoë', lastName: `"O'Brien\\", {NULL}`, email: 'NULL', phone: null };
const call = (position: number) => ({
  ...{ id: randomUUID(), operationId, position, personKey: '', recipient, isIntentLogged: false },
  ...({ action: 'revoke', state: 'queued', lane: 'bulk' } as const),
});
const stored = () =>
  db.select().from(operationItem).where(eq(operationItem.operationId, operationId)).orderBy(operationItem.position);

test('Rows are kept as given, whether they differ in a column or not: texts, documents, numbers and nothing', async () => {
  const terms = { passcodeType: 'PERMANENT', start: '2030-01-01T00:00:00.000Z', end: null, shareable: true } as const;
  const personId = randomUUID();
  const rows = [
    call(0),
    { ...call(1), personId, personKey: 'a\nb', terms: { ...terms, role: 'guest' as const, notify: false } },
    { ...call(2), recipient: { ...recipient, firstName: '' }, isIntentLogged: true },
  ];
  const written = await db.transaction((tx) =>
    insertRows(tx, operationItem, rows, { same: { dueAt: sql`timestamptz '2031-01-01'` } }),
  );
  expect(written).toBe(3);
  const nothing = { personId: null, terms: null, expected: null, dueAt: '2031-01-01T00:00:00.000Z', sends: 0 };
  expect(await stored()).toMatchObject(rows.map((row) => ({ ...nothing, ...row })));
});

test('What is there already is left out where that is asked for, and refused where not', async () => {
  const known = await stored();
  const again = known.map((row) => ({ ...row, position: 9 }));
  await expect(db.transaction((tx) => insertRows(tx, operationItem, again))).rejects.toThrow();
  const added = known.slice(0, 1).map((row) => ({ ...row, id: randomUUID(), position: 3 }));
  const rows = [...again, ...added];
  expect(await db.transaction((tx) => insertRows(tx, operationItem, rows, { isNewOnly: true }))).toBe(1);
  expect(await stored()).toEqual([...known, ...added]);
});

test('Thousands are one statement, and none are none', async () => {
  const count = 7000;
  const rows = Array.from({ length: count }, () => ({ ...call(4), dueAt: '2030-01-01T00:00:00.000Z' }));
  expect(await db.transaction((tx) => insertRows(tx, operationItem, rows))).toBe(count);
  expect(await db.transaction((tx) => insertRows(tx, operationItem, []))).toBe(0);
});
