import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { keepPreferenceSchema } from '#lib/schemas/preference';
import { mostViews, renameViewSchema, saveViewSchema } from '#lib/schemas/view';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { sessionAs } from '../../../e2e/fixtures/back-office.ts';
import { createTestDatabase, type TestDatabase } from '../../../e2e/fixtures/database.ts';
import { getPreferences } from '../preferences/get-preferences.ts';
import { keepPreference } from '../preferences/keep-preference.ts';
import { deleteView, renameView, replaceView } from './change-view.ts';
import { listViews } from './list-views.ts';
import { saveView } from './save-view.ts';

let database: TestDatabase;
let mine: Session;
let other: Session;
const shown = { search: '?state=ends7&sort=-name', columns: ['name', 'state'] };
const missing = { code: 'forbidden_or_missing' };

beforeAll(async () => {
  database = await createTestDatabase();
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('AUDIT_KEY', randomBytes(32).toString('base64'));
  [mine, other] = [await sessionAs('leasing_agent'), await sessionAs('owner')];
});
afterAll(async () => {
  await db().$client.end();
  await database.drop();
});

const namesOf = async (session: Session) => (await listViews(session, { list: 'people' })).map(({ name }) => name);

test('a view is saved, renamed, replaced and deleted by whoever saved it, and is nobody else’s', async () => {
  const { viewId } = await saveView(mine, { list: 'people', name: 'Ending soon', ...shown });
  expect(await listViews(mine, { list: 'people' })).toEqual([{ id: viewId, name: 'Ending soon', ...shown }]);
  expect(await listViews(mine, { list: 'doors' })).toEqual([]);
  expect(await namesOf(other)).toEqual([]);
  await expect(renameView(other, { viewId, name: 'Mine now' })).rejects.toMatchObject(missing);
  await expect(replaceView(other, { viewId, search: '', columns: ['name'] })).rejects.toMatchObject(missing);
  await expect(deleteView(other, { viewId })).rejects.toMatchObject(missing);
  await renameView(mine, { viewId, name: 'Next week' });
  await replaceView(mine, { viewId, search: '?state=ends30', columns: ['name'] });
  expect(await listViews(mine, { list: 'people' })).toEqual([
    { id: viewId, name: 'Next week', search: '?state=ends30', columns: ['name'] },
  ]);
  await deleteView(mine, { viewId });
  await expect(deleteView(mine, { viewId })).rejects.toMatchObject(missing);
});

test('a name is taken once in a list, whatever its case; 300 characters are a name', async () => {
  const taken = { code: 'invalid', field: 'name', params: { reason: 'view_name_taken' } };
  const long = 'ä'.repeat(300);
  await saveView(mine, { list: 'people', name: 'Guests', ...shown });
  await expect(saveView(mine, { list: 'people', name: 'GUESTS', ...shown })).rejects.toMatchObject(taken);
  const { viewId } = await saveView(mine, { list: 'people', name: long, ...shown });
  await expect(renameView(mine, { viewId, name: 'guests' })).rejects.toMatchObject(taken);
  await renameView(mine, { viewId, name: long.toUpperCase() });
  await saveView(mine, { list: 'doors', name: 'Guests', ...shown });
  await saveView(other, { list: 'people', name: 'Guests', ...shown });
  const reasonOf = (name: string) => renameViewSchema.safeParse({ viewId, name }).error?.issues[0]?.message;
  expect([reasonOf('  '), reasonOf('x'.repeat(301)), reasonOf(long)]).toEqual([
    'view_name_required',
    'view_name_too_long',
    undefined,
  ]);
});

test('nobody keeps more views than a list has room for, however many are saved at once', async () => {
  const session = await sessionAs('auditor');
  const saves = Array.from({ length: mostViews + 5 }, (_, at) =>
    saveView(session, { list: 'accesses', name: `View ${at}`, ...shown }),
  );
  const refused = (await Promise.allSettled(saves)).filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(5);
  expect(refused[0]).toMatchObject({ reason: { code: 'invalid', params: { reason: 'views_too_many' } } });
  expect(await listViews(session, { list: 'accesses' })).toHaveLength(mostViews);
});

test('columns are ids and never nothing at all', () => {
  const parse = (columns: string[]) =>
    saveViewSchema.safeParse({ list: 'people', name: 'x', search: '', columns }).success;
  expect([parse(['name']), parse([]), parse(['a b']), parse(['<b>'])]).toEqual([true, false, false, false]);
});

test('columns and density are kept for one member of staff, list by list, and forgotten again', async () => {
  await keepPreference(mine, { name: 'columns', list: 'people', value: ['name', 'state'] });
  await keepPreference(mine, { name: 'columns', list: 'people', value: ['name', 'nextEnd'] });
  await keepPreference(mine, { name: 'columns', list: 'doors', value: ['name'] });
  await keepPreference(mine, { name: 'density', value: 'compact' });
  expect(await getPreferences(mine)).toEqual({
    density: 'compact',
    columns: { people: ['name', 'nextEnd'], doors: ['name'] },
  });
  expect(await getPreferences(other)).toEqual({ density: 'comfortable', columns: {} });
  await keepPreference(mine, { name: 'columns', list: 'doors', value: null });
  expect((await getPreferences(mine)).columns).toEqual({ people: ['name', 'nextEnd'] });
  expect(keepPreferenceSchema.safeParse({ name: 'columns', list: 'staff', value: ['name'] }).success).toBe(false);
});

test('what a later version does not know any more is no choice', async () => {
  await db().execute(
    sql`insert into preference (staff_id, name, value) values (${other.staff.id}, 'density', '"roomy"')`,
  );
  await db().execute(
    sql`insert into preference (staff_id, name, value) values (${other.staff.id}, 'columns:ghosts', '["name"]')`,
  );
  expect(await getPreferences(other)).toEqual({ density: 'comfortable', columns: {} });
});
