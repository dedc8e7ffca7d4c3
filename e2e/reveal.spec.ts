import { expect } from '@playwright/test';
import { hydrated, open, signInAs, test } from './fixtures/console.ts';
import { query } from './fixtures/query.ts';

type Place = { buildingId: string };

test('S20 a code is there after it was asked for, thirty seconds at most, and then nowhere; one record a reveal', async ({
  page,
  office,
}) => {
  test.setTimeout(120_000);
  const [held] = await query<{ id: string; door: string; building: string }>(
    office,
    `select a.person_id as id, d.name as door, b.name as building
      from access a join door d on d.id = a.door_id join building b on b.id = a.building_id
      where a.gone_at is null and a.doorcode_status = 'valid' and a.passcode_type = 'PERMANENT'
        and d.name = 'Gym' and (select count(*) from access o where o.person_id = a.person_id) < 8
      order by a.person_id limit 1`,
  );
  if (!held) throw new Error('Nobody has a doorcode of the Gym.');
  await signInAs(page, 'Maya Owens');
  const codes: string[] = [];
  /** Anywhere a later visitor of this browser could look, but for the page's own memory. */
  const isLeft = async () => {
    const kept = await page.evaluate(async () => {
      const stored = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
      return JSON.stringify([
        document.documentElement.outerHTML.replace(/(\d)\s(?=\d)/g, '$1'),
        { ...localStorage },
        { ...sessionStorage },
        await indexedDB.databases(),
        stored.flat().map(({ url }) => url),
        window.history.state,
        window.location.href,
        document.cookie,
      ]);
    });
    return codes.some((code) => kept.includes(code));
  };
  const records = async () => {
    const [found] = await query<{ count: number }>(
      office,
      `select count(*)::int from audit_entry where event = 'doorcode.reveal' and phase = 'done' and object_id = $1`,
      [held.id],
    );
    return found?.count ?? 0;
  };
  const before = await records();

  await page.clock.install();
  await page.goto(`/people/${held.id}`);
  await hydrated(page);
  const card = page
    .getByRole('region', { name: new RegExp(`Doorcode for .*${held.door}`) })
    .filter({ hasText: held.building });
  const shown = card.getByRole('status');
  const show = card.getByRole('button', { name: 'Show doorcode' });
  await expect(shown).toHaveText('••• ••••');
  const reveal = async () => {
    await show.click();
    await expect(shown).toHaveText(/\d{3}\s\d{4}/);
    const [, ...digits] = /(\d{3})\s(\d{4})/.exec((await shown.textContent()) ?? '') ?? [];
    codes.push(digits.join(''));
  };
  await reveal();
  expect(await isLeft(), 'what is asked for is shown').toBe(true);
  await page.clock.fastForward(28_000);
  await expect(shown).toHaveText(/\d{3}\s\d{4}/);
  await page.clock.fastForward(2_000);
  await expect(shown).toHaveText('••• ••••');
  expect(await isLeft()).toBe(false);
  expect(await records()).toBe(before + 1);

  await reveal();
  await page.goto('/doors');
  await page.goBack();
  await hydrated(page);
  await expect(shown).toHaveText('••• ••••');
  expect(await isLeft(), 'after Back').toBe(false);
  await page.reload();
  await hydrated(page);
  expect(await isLeft(), 'after loading again').toBe(false);
  expect(await records()).toBe(before + 2);

  await reveal();
  await page.evaluate(() => window.dispatchEvent(new Event('blur')));
  await expect(shown, 'after looking elsewhere').toHaveText('••• ••••');

  // Those of everybody in a building today, on paper: no longer on the screen than one, but for choosing the printer.
  const { items } = (await (await page.request.get('/api/doorcodes?day=today&limit=200')).json()) as { items: Place[] };
  const [fewest] = [...Map.groupBy(items, ({ buildingId }) => buildingId)].sort(([, a], [, b]) => a.length - b.length);
  await open(page, `/doorcodes?day=today&building=${fewest?.[0]}`);
  const printed = page.getByRole('article', { name: /^Day codes of/ });
  const showAll = async () => {
    await page.getByRole('button', { name: 'Print today’s codes' }).click();
    await page.getByRole('button', { name: 'Show the codes' }).click();
    await expect(printed).toBeVisible();
    const [code = ''] = /\d{3}\s\d{4}/.exec((await printed.textContent()) ?? '') ?? [];
    codes.push(code.replace(/\D/g, ''));
    expect(await isLeft()).toBe(true);
  };
  await showAll();
  await page.clock.fastForward(30_000);
  await expect(printed).toHaveCount(0);
  expect(await isLeft(), 'the paper, after its time').toBe(false);
  await showAll();
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.evaluate(() => window.dispatchEvent(new Event('blur')));
  await page.clock.fastForward(60_000);
  await expect(printed).toBeVisible();
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(printed).toHaveCount(0);
  expect(await isLeft(), 'the paper, once printed').toBe(false);

  await open(page, `/people/${held.id}`);
  await reveal();
  await page.getByRole('button', { name: /Maya Owens/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/\/sign-in/);
  expect(await isLeft(), 'after signing out').toBe(false);
  await page.goBack();
  await page.waitForURL(/\/sign-in/);
  expect(await isLeft(), 'Back after signing out').toBe(false);
});
