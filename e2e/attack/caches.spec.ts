import { expect } from '@playwright/test';
import { builtActions, postAction } from '../fixtures/built-actions.ts';
import { query } from '../fixtures/query.ts';
import { consolePatterns } from '../fixtures/routes.ts';
import { asks } from '../matrix/asks.ts';
import { expected } from '../matrix/expected.ts';
import { addressOf, member, pageOf, somewhere, stranger, test } from './intruders.ts';
import { startSharedCache } from './shared-cache.ts';

/** The ways a browser asks for a page: as a document, and as what the router wants of it. */
const forms: Record<string, string>[] = [
  {},
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
];

test('behind a cache that all share, nobody is given what somebody else was shown', async ({
  browser,
  office,
  db,
  entrances,
}) => {
  test.setTimeout(300_000);
  const target = await somewhere(office);
  const beyond = await somewhere(office, [target.buildingId]);
  const [person] = await query<{ name: string }>(office, 'select last_name as name from person where id = $1', [
    target.personId,
  ]);
  const handlers = Object.keys(expected).filter((name) => name.startsWith('/api/'));
  const asked = handlers.map(async (name) => addressOf(name, (await asks[name]?.(target)) as Record<string, string>));
  const addresses = [...consolePatterns.map((pattern) => pageOf(pattern, target)), ...(await Promise.all(asked))];
  for (const { url } of entrances) {
    const cache = await startSharedCache(url);
    const first = await member(browser, { office, db, at: cache }, { role: 'owner' });
    const canary = `Canary ${first.staffId.slice(0, 8)}`;
    await query(office, 'update staff set name = $1 where id = $2', [canary, first.staffId]);
    const second = await member(
      browser,
      { office, db, at: cache },
      { role: 'auditor', buildingIds: [beyond.buildingId] },
    );
    const nobody = await stranger(browser, cache);
    let sung = 0;
    for (const address of addresses) {
      const isPage = !address.startsWith('/api/');
      for (const headers of isPage ? forms : [{}]) {
        const ask = { headers, maxRedirects: 0, failOnStatusCode: false };
        const shown = await first.context.request.get(address, ask);
        if ((await shown.text()).includes(canary)) sung += 1;
        expect(shown.headers()['cache-control'] ?? '', address).toMatch(/no-store/);
        for (const { request } of [second.context, nobody]) {
          const text = await (await request.get(address, ask)).text();
          expect(text, address).not.toContain(canary);
          expect(text, address).not.toContain(`"lastName":"${person?.name}"`);
        }
      }
    }
    expect(sung, 'the canary sings for its owner').toBeGreaterThan(consolePatterns.length / 2);
    expect(cache.kept().filter((address) => !address.startsWith('/_next/static/'))).toEqual([]);
    cache.stop();
    await Promise.all([first.context.close(), second.context.close(), nobody.close()]);
  }
});

test('the same address asked twice with other words in the body gets two answers', async ({
  browser,
  office,
  db,
  entrances,
}) => {
  const owns = builtActions().find(({ name }) => name === 'findContactOwner');
  if (!owns) throw new Error('The build has no findContactOwner.');
  const [known] = await query<{ email: string }>(
    office,
    `select email from person where email is not null order by id limit 1`,
  );
  for (const { url } of entrances) {
    const cache = await startSharedCache(url);
    const { context } = await member(browser, { office, db, at: cache }, { role: 'owner' });
    const ask = async (contact: string) => {
      const body = JSON.stringify([{ contact }]);
      const answer = await postAction(context.request, cache, owns, body, { origin: url });
      return (await answer.text()).split('\n').find((line) => line.includes('"ok":true'));
    };
    const [one, two, again] = [
      await ask(known?.email ?? ''),
      await ask('nobody@example.com'),
      await ask(known?.email ?? ''),
    ];
    expect(one).toBeTruthy();
    expect(two).toBeTruthy();
    expect(two).not.toBe(one);
    expect(again).toBe(one);
    cache.stop();
    await context.close();
  }
});
