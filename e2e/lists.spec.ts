import { expect, type Locator, type Request } from '@playwright/test';
import { hydrated, open, signInAs, test } from './fixtures/console.ts';
import { expectRowsWith, keys, rows, rowsAfter } from './fixtures/list-rows.ts';

const textOf = async (place: Locator): Promise<string> => ((await place.textContent()) ?? '').trim();

test('people are narrowed by what they hold; the address shows somebody else the same, a filter starts at page one', async ({
  page,
  context,
}) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/people');
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(page).toHaveURL(/cursor=/);
  await page.getByLabel('State', { exact: true }).selectOption('now');
  await expect(page).toHaveURL(/\/people\?state=now$/);
  await page.getByLabel('Kind', { exact: true }).selectOption('PERMANENT');
  await expect(page).toHaveURL(/state=now&type=PERMANENT/);
  const other = await context.newPage();
  await open(other, page.url());
  const shown = await keys(other);
  expect(shown).not.toEqual([]);
  await expect.poll(() => keys(page)).toEqual(shown);
});

test('a list is narrowed to one door, found by its name', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/accesses?state=now');
  await page.getByRole('button', { name: 'Any door' }).click();
  const sheet = page.getByRole('dialog', { name: 'Which door?' });
  await sheet.getByLabel('Search doors by name or serial number').fill('main entr');
  await expect(sheet.getByRole('list', { name: 'Doors' })).not.toContainText('Gym');
  await sheet
    .getByRole('button', { name: /^Main Entrance/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/accesses\?state=now&door=[0-9a-f-]{36}$/);
  await expectRowsWith(page, 'Main Entrance');
  await page.getByRole('button', { name: 'One door' }).click();
  await sheet.getByRole('button', { name: 'Any door' }).click();
  await expect(page).toHaveURL(/\/accesses\?state=now$/);
});

test('an answer that comes late does not win over the one asked for last', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/people');
  const plain = rows(page).getByRole('link', { name: /^[A-Z][a-z]+ [A-Z][a-z]+$/ });
  const [first, last] = (await textOf(plain.first())).split(' ');
  const isLate = (request: Request) => {
    const { pathname, searchParams } = new URL(request.url());
    return pathname === '/api/people' && searchParams.get('q') === first;
  };
  await page.route('**/api/people?q=*', async (route) => {
    if (isLate(route.request()))
      await page.waitForResponse((answer) => answer.url().includes(encodeURIComponent(last ?? '')));
    // The page may have given up on it meanwhile.
    await route.continue().catch(() => undefined);
  });
  const search = page.getByRole('searchbox');
  const late = page.waitForRequest(isLate);
  const isOver = Promise.race([
    page.waitForEvent('requestfinished', isLate),
    page.waitForEvent('requestfailed', isLate),
  ]);
  await search.fill(first ?? '');
  await late;
  await search.fill(last ?? '');
  await expect(page).toHaveURL(new RegExp(`q=${encodeURIComponent(last ?? '')}$`));
  await isOver;
  await expectRowsWith(page, last ?? '');
});

test('a misspelt name offers similar ones, apart from hits', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/people');
  const name = await textOf(rows(page).nth(4).getByRole('link').first());
  const misspelt = `${name.slice(0, -2)}x${name.at(-1)}`;
  await open(page, `/people?${new URLSearchParams({ q: misspelt })}`);
  await expect(rows(page)).toHaveCount(0);
  const similar = page.getByRole('region', { name: 'Similar names' });
  await similar.getByRole('link', { name }).first().click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
});

test('a misspelt door offers the names like it, and searches for the one chosen', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/doors?q=main+entrace');
  await expect(rows(page)).toHaveCount(0);
  await page
    .getByRole('region', { name: 'Similar names' })
    .getByRole('link', { name: 'Main Entrance', exact: true })
    .click();
  await expect(page).toHaveURL(/\/doors\?q=Main\+Entrance$/);
  await expect(rows(page).getByRole('link', { name: 'Main Entrance', exact: true }).first()).toBeVisible();
});

test('buildings, doors and histories are narrowed by what needs a look, by cause and by day', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/buildings');
  await page.getByRole('button', { name: /^Needs a look/ }).click();
  await page.getByRole('checkbox', { name: 'With a lock offline' }).check();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/buildings\?needs=offline$/);
  const answer = await page.request.get('/api/buildings?needs=offline');
  const ids = ((await answer.json()) as { items: { id: string }[] }).items.map(({ id }) => id);
  await expect.poll(() => keys(page)).toEqual(ids);
  await open(page, `/buildings/${ids[0]}/history`);
  await page.getByLabel('Cause', { exact: true }).selectOption('first_sweep');
  await expect(page).toHaveURL(/history\?cause=first_sweep$/);
  await expect(rows(page).first()).toContainText('Had access when this history began');
  await page.getByLabel('Event', { exact: true }).selectOption('vanished');
  await expect(page).toHaveURL(/kind=vanished&cause=first_sweep$/);
  await expect(rows(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await expect(page).toHaveURL(/history$/);
  await open(page, '/doors?changes=waiting&connection=offline');
  await expect(page.getByRole('button', { name: 'Changes: Waiting for sync' })).toBeVisible();
});

test('the page after the one shown is read ahead, and not again when it is turned to', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  const { items } = await (await page.request.get('/api/buildings')).json();
  const asked: (string | null)[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/api/history') asked.push(searchParams.get('cursor'));
  });
  for (const area of ['', `?building=${items[0].id}`]) {
    const ahead = page.waitForResponse(/\/api\/history\?.*cursor=/);
    await open(page, `/history${area}`);
    await (await ahead).finished();
    await rowsAfter(page, () => page.getByRole('button', { name: 'Next page' }).click());
    const { searchParams } = new URL(page.url());
    expect(asked.filter((cursor) => cursor === searchParams.get('cursor'))).toHaveLength(1);
  }
});

test('a cursor of another order and unknown parameters: the page says so and shows what it can', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/people');
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(page).toHaveURL(/cursor=/);
  const cursor = new URL(page.url()).searchParams.get('cursor') ?? '';
  await open(page, `/people?sort=-name&colour=red&state=purple&cursor=${cursor}`);
  await expect(rows(page).first()).toBeVisible();
  const unknown = page.getByText(/we do not understand/);
  for (const name of ['colour', 'state', 'cursor']) await expect(unknown).toContainText(name);
  const answer = await page.request.get('/api/people?state=purple');
  expect(answer.status()).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { code: 'invalid', field: 'state' } });
});

/** Lists, each as it is not by itself: a cursor of the one is none of the other. */
const lists = [
  ['/people', 'sort=-name'],
  ['/doors', 'sort=-name'],
  ['/accesses', 'sort=-person'],
  ['/buildings', 'sort=-name'],
  ['/history', 'sort=at'],
  ['/units', 'sort=-name'],
  ['/bundles', 'sort=-name'],
  ['/guests', 'sort=-person'],
  ['/operations', 'state=failed7'],
  ['/schedules/plans', 'sort=created'],
] as const;

test('every list names what it does not understand of its address, and works on what it does', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  for (const [path, other] of lists) {
    const first = await (await page.request.get(`/api${path}?limit=1`)).json();
    const cursor = first.nextCursor ?? 'AAAA';
    const refused = await page.request.get(`/api${path}?${other}&cursor=${cursor}`);
    expect(refused.status(), path).toBe(400);
    expect(await refused.json(), path).toMatchObject({ error: { code: 'invalid', field: 'cursor' } });
    const unknown = await page.request.get(`/api${path}?colour=red`);
    expect(await unknown.json(), path).toMatchObject({ error: { code: 'invalid', field: 'colour' } });
    const html = await (await page.request.get(`${path}?${other}&cursor=${cursor}&colour=red&columns=purple`)).text();
    const told = /we do not understand: ([^<]*)\.</.exec(html)?.[1]?.split(', ').sort();
    expect(told, path).toEqual(['colour', expect.stringMatching(/^columns/), 'cursor']);
    if (first.items.length > 0 && path !== '/operations') expect(html, path).toContain('data-row');
  }
});

test('text typed before the page answers is kept, and searched for once it does', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/people');
  const name = await textOf(rows(page).nth(3).getByRole('link').first());
  const scripts = Promise.withResolvers<void>();
  await page.route('**/_next/static/**/*.js', async (route) => {
    await scripts.promise;
    await route.continue();
  });
  await page.goto('/people', { waitUntil: 'commit' });
  const search = page.getByRole('searchbox');
  await search.pressSequentially(name);
  await expect(page.locator('html[data-hydrated]')).toHaveCount(0);
  scripts.resolve();
  await hydrated(page);
  await expect(page).toHaveURL(`/people?${new URLSearchParams({ q: name })}`);
  await expect(search).toHaveValue(name);
  await expectRowsWith(page, name);
});

test('a page of people is turned with what was fetched ahead; neither that nor waiting for a filter moves anything', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const moved = { score: 0 };
    Object.assign(window, { moved });
    new PerformanceObserver((list) => {
      // Those that follow a press count as well: answers of this machine come soon after one.
      for (const shift of list.getEntries() as (PerformanceEntry & { value: number })[]) moved.score += shift.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const score = () => page.evaluate(() => (window as unknown as { moved: { score: number } }).moved.score);
  await signInAs(page, 'Maya Owens');
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith('/api/people')) asked.push(pathname + search);
  });
  const ahead = page.waitForResponse(/\/api\/people\?cursor=/);
  await open(page, '/people');
  await ahead;
  await rowsAfter(page, () => page.getByRole('button', { name: 'Next page' }).click());
  const cursor = new URL(page.url()).searchParams.get('cursor');
  // The one after it is fetched ahead in turn, and nothing else.
  await expect.poll(() => asked).toHaveLength(2);
  expect(asked[0]).toBe(`/api/people?cursor=${cursor}`);
  expect(asked[1]).not.toContain(`cursor=${cursor}`);

  const turned = await keys(page);
  const answer = Promise.withResolvers<void>();
  await page.route('**/api/people?state=now', async (route) => {
    await answer.promise;
    await route.continue();
  });
  await page.getByLabel('State', { exact: true }).selectOption('now');
  await expect(page.getByRole('grid', { name: 'people' })).toHaveAttribute('aria-busy', 'true');
  expect(await keys(page)).toEqual(turned);
  expect(await score()).toBeLessThanOrEqual(0.01);
  answer.resolve();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  expect(await keys(page)).not.toEqual(turned);
});

test('Back finds the row that was opened, in its place and with the focus', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/people?sort=-name');
  const row = rows(page).nth(30);
  await row.scrollIntoViewIfNeeded();
  const place = await row.boundingBox();
  const key = await row.getAttribute('data-key');
  await row.getByRole('link').first().click();
  await page.waitForURL(/\/people\/.+/);
  await page.goBack();
  await expect(page.locator('tr[data-row]:focus')).toHaveAttribute('data-key', key ?? '');
  await expect.poll(async () => (await rows(page).nth(30).boundingBox())?.y).toBeCloseTo(place?.y ?? 0, 0);
});

test('whatever the width of the window, what names a row can be read', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  for (const path of ['/people', '/doors', '/accesses', '/buildings', '/activity', '/schedules/ending']) {
    await open(page, path);
    for (const width of [800, 1024, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const cells = rows(page).first().getByRole('gridcell');
      const name = cells.filter({ has: page.getByRole('link') }).first();
      expect((await name.boundingBox())?.width, `${path} at ${width} px`).toBeGreaterThan(80);
    }
  }
});

test('without a network the page says so until it is back', async ({ page, context }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/people');
  const notice = page.getByText('You are offline.');
  await context.setOffline(true);
  await expect(notice).toBeVisible();
  await context.setOffline(false);
  await expect(notice).toBeHidden();
});

test('a page that is slow to come shows on the row or the link that was pressed', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/people');
  let gate = Promise.withResolvers<void>();
  await page.route(/[?&]_rsc=/, async (route) => {
    await gate.promise;
    await route.continue();
  });
  const row = rows(page).nth(2);
  await row.getByRole('link').first().click();
  await expect(row).toHaveAttribute('aria-busy', 'true');
  gate.resolve();
  await page.waitForURL(/\/people\/[0-9a-f-]{36}$/);

  gate = Promise.withResolvers<void>();
  const link = page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Doors' });
  await link.click();
  await expect(link.locator('[data-pending]')).toBeVisible();
  gate.resolve();
  await page.waitForURL(/\/doors$/);
});

test('a phone sorts a list by the cards’ own control, and no stop of the Tab key is out of sight', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await page.setViewportSize({ width: 375, height: 800 });
  await open(page, '/people');
  await rowsAfter(page, () => page.getByLabel('Sort by').selectOption('-name'));
  await expect(page).toHaveURL(/sort=-name/);
  const lines = await page
    .getByRole('toolbar')
    .evaluate((tools) =>
      [tools, tools.previousElementSibling].map((part) => part?.getBoundingClientRect().bottom ?? 0),
    );
  expect(Math.abs((lines[0] ?? 0) - (lines[1] ?? 0)), 'the number of rows and the tools share a line').toBeLessThan(24);
  const hidden = page.locator('thead').locator('button, input');
  expect(await hidden.evaluateAll((all) => all.filter((each) => each.getClientRects().length > 0).length)).toBe(0);
});
