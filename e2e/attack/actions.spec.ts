import { expect } from '@playwright/test';
import { roles } from '../../lib/permissions.ts';
import { builtActions, isDone, postAction } from '../fixtures/built-actions.ts';
import { query } from '../fixtures/query.ts';
import { asks } from '../matrix/asks.ts';
import { expected, letterOf } from '../matrix/expected.ts';
import { severalAtOnce } from '../several-at-once.ts';
import { member, somewhere, stranger, test, written } from './intruders.ts';

const rubbish = ['[]', '[{}]', '[null]', '["x"]', '[[[[]]]]', '[{"role":"owner","scope":"all"}]', '["$1"]', '{', ''];
const actions = builtActions();

test('S04 every action id of the build, by nobody and by a forged session, with rubbish and in earnest: nothing happens', async ({
  browser,
  office,
  db: _,
  entrances,
}) => {
  expect(actions.map(({ name }) => name).sort()).toEqual(
    Object.keys(expected)
      .filter((name) => !name.startsWith('/'))
      .sort(),
  );
  const target = await somewhere(office);
  const before = await written(office);
  // The log takes 300 tries an hour of strangers: those in earnest come first.
  await query(office, 'delete from sign_in_attempt');
  const [{ head } = { head: 0 }] = await query<{ head: number }>(
    office,
    'select coalesce(max(seq), 0)::int as head from audit_entry',
  );
  for (const entrance of entrances) {
    for (const cookie of [undefined, 'forged']) {
      const context = await stranger(browser, entrance, cookie);
      for (const wrong of cookie ? [null] : [null, ...rubbish]) {
        await severalAtOnce(actions, async (action) => {
          const body = wrong ?? JSON.stringify([await asks[action.name]?.(target)]);
          const answer = await postAction(context.request, entrance, action, body);
          expect(await isDone(answer), `${action.name} ${body}`).toBe(false);
        });
      }
      await context.close();
    }
  }
  expect(await written(office)).toEqual(before);
  const told = await query<{ operation: string }>(
    office,
    `select payload::jsonb->'details'->>'operation' as operation from audit_entry
      where event = 'permission.deny' and staff_id is null and seq > $1 order by seq limit $2`,
    [head, actions.length - 1],
  );
  const refused = actions.filter(({ name }) => name !== 'signOut');
  expect(told.map(({ operation }) => operation).sort()).toEqual(refused.map(({ name }) => name).sort());
});

test('S04 every action id of the build, by each role that may not, beyond scope, and with rubbish: nothing happens', async ({
  browser,
  office,
  db,
  entrances,
}) => {
  test.setTimeout(120_000);
  const own = await somewhere(office);
  const beyond = await somewhere(office, [own.buildingId]);
  const before = await written(office);
  for (const at of entrances) {
    for (const role of roles) {
      const scope = role === 'owner' ? [] : [own.buildingId];
      const { context, staffId } = await member(browser, { office, db, at }, { role, buildingIds: scope });
      const harmless = actions.find(({ name }) => name === 'startAuthenticator');
      const isTaken = harmless && (await isDone(await postAction(context.request, at, harmless, '[{}]')));
      expect(isTaken, `${role} may do what is theirs, asked in the same way`).toBe(true);
      let denied = 0;
      await severalAtOnce(actions, async (action) => {
        const line = expected[action.name];
        // Whoever signs out is not refused.
        if (!line || action.name === 'signOut') return;
        const isAllowed = line.may.includes(letterOf(role));
        const isBeyond = isAllowed && role !== 'owner' && ['object', 'selection'].includes(line.about);
        const bodies = [
          ...(isAllowed ? [] : [JSON.stringify([await asks[action.name]?.(own)])]),
          ...(isBeyond ? [JSON.stringify([await asks[action.name]?.(beyond)])] : []),
          // What anyone may ask proves itself by a link, which nobody has here.
          ...(line.about === 'anyone' ? [JSON.stringify([await asks[action.name]?.(own)])] : []),
          // What takes no input takes this for none; the others are asked with it as well.
          ...(line.about === 'own' || line.about === 'all' ? ['["x"]'] : ['[{}]', '["x"]']),
        ];
        for (const body of bodies) {
          const answer = await postAction(context.request, at, action, body);
          expect(await isDone(answer), `${role} ${action.name} ${body}`).toBe(false);
        }
        if (!isAllowed) denied += bodies.length;
      });
      const [{ told } = { told: 0 }] = await query<{ told: number }>(
        office,
        `select count(*)::int as told from audit_entry where event = 'permission.deny' and staff_id = $1`,
        [staffId],
      );
      expect(told, `${role}: each denial is written down`).toBeGreaterThanOrEqual(denied);
      const page = await context.request.get(`/people/${beyond.personId}`);
      expect(page.status(), role).toBe(role === 'owner' ? 200 : 404);
      await context.close();
    }
  }
  const told = await query(office, 'select 1 from audit_entry where payload like $1', [
    `%"operation":"/people/${beyond.personId}"%`,
  ]);
  expect(told).toHaveLength(roles.length - 1);
  expect(await written(office)).toEqual({ ...before, staff: before.staff + roles.length * entrances.length });
});

test('S08 an action posted from elsewhere, or from nowhere, is refused, whatever cookie comes with it', async ({
  browser,
  office,
  db,
  entrances,
}) => {
  const [lockScreen] = actions.filter(({ name }) => name === 'lockScreen');
  if (!lockScreen) throw new Error('The build has no lockScreen.');
  for (const at of entrances) {
    const { context } = await member(browser, { office, db, at }, { role: 'owner' });
    const elsewhere = ['https://evil.example', 'null', `${at.url}.evil.example`, 'http://localhost:1', ''];
    for (const origin of elsewhere) {
      const answer = await postAction(context.request, at, lockScreen, '[{}]', { origin });
      expect(await isDone(answer), `from ${origin}`).toBe(false);
    }
    expect((await context.request.get('/api/people')).status(), 'still signed in, and not locked').toBe(200);
    expect(await isDone(await postAction(context.request, at, lockScreen, '[{}]')), 'from its own page').toBe(true);
    await context.close();
  }
});
