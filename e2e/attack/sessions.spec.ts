import { expect } from '@playwright/test';
import { builtActions, isDone, postAction } from '../fixtures/built-actions.ts';
import { query } from '../fixtures/query.ts';
import { member, somewhere, stranger, test } from './intruders.ts';

const actions = builtActions();

test('S10 S11 a copied cookie is worthless once its session ended or its person left: page, action, handler', async ({
  browser,
  office,
  db,
  entrances,
}) => {
  const listing = actions.find(({ name }) => name === 'startAuthenticator');
  if (!listing) throw new Error('The build has no startAuthenticator.');
  for (const at of entrances) {
    for (const [end, column] of [
      ['signed out', 'session'],
      ['disabled', 'staff'],
    ] as const) {
      const { context, cookie, staffId } = await member(browser, { office, db, at }, { role: 'leasing_agent' });
      const thief = await stranger(browser, at, cookie);
      expect((await thief.request.get('/api/people')).status()).toBe(200);
      if (column === 'session') {
        const signOut = actions.find(({ name }) => name === 'signOut');
        if (!signOut) throw new Error('The build has no signOut.');
        // It leads to the sign-in page instead of giving a Result.
        expect((await postAction(context.request, at, signOut, '[]')).headers()['x-action-redirect']).toContain(
          '/sign-in',
        );
      } else await query(office, 'update staff set disabled_at = now() where id = $1', [staffId]);

      expect((await thief.request.get('/api/people')).status(), end).toBe(401);
      const page = await thief.request.get('/people', { maxRedirects: 0 });
      expect(page.headers().location ?? '', end).toContain('/sign-in');
      expect(await isDone(await postAction(thief.request, at, listing, '[{}]')), end).toBe(false);
      await thief.close();
      await context.close();
    }
  }
});

test('S11 a role taken away is gone from the next request on, in a tab that was open before', async ({
  browser,
  office,
  db,
  entrances,
}) => {
  for (const at of entrances) {
    const { buildingId } = await somewhere(office);
    const { context, staffId } = await member(
      browser,
      { office, db, at },
      { role: 'building_manager', buildingIds: [buildingId] },
    );
    expect((await context.request.get('/api/activity')).status()).toBe(200);
    await query(office, `update staff set role = 'leasing_agent' where id = $1`, [staffId]);
    expect((await context.request.get('/api/activity')).status()).toBe(404);
    const hidden = await context.request.get('/activity');
    expect(hidden.status()).toBe(404);
    // The id the page shows is the one the log knows.
    const [, requestId = ''] = /requestId\\":\\"([0-9a-f-]{36})/.exec(await hidden.text()) ?? [];
    const told = await query(office, 'select 1 from audit_entry where request_id = $1', [requestId || staffId]);
    expect(told, at.url).not.toEqual([]);
    await context.close();
  }
});
