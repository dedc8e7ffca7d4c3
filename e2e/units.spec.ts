import { expect } from '@playwright/test';
import { hydrated, signInAs, test } from './fixtures/console.ts';
import { query } from './fixtures/query.ts';
import { accessRow, chooseDoors, doorId, findSomebody, pickDoors, submitGrant } from './grant-journey.ts';
import { building, fillNewcomer, makeBundle, Steps, setUp, unitRow } from './unit-journey.ts';

test('a resident moves in with 3 steps, is extended with 2 and moves out with 2, and the locks follow', async ({
  page,
  office,
}) => {
  test.setTimeout(120_000);
  await signInAs(page, 'Maya Owens');
  await setUp(page);
  await makeBundle(page);
  const home = (await office.control.buildings())
    .find(({ name }) => name === building)
    ?.doors.find((door) => door.name.startsWith('Apt') && door.device && door.isConnected);
  if (!home) throw new Error('No unit has a lock that is online.');
  const unitName = home.name.replace('Apt ', '');

  const row = await unitRow(page, unitName);
  const moveIn = new Steps();
  await row.hover();
  await moveIn.press(row.getByRole('button', { name: `Move in: ${unitName}` }));
  const sheet = page.getByRole('dialog');
  const email = 'nadia.castillo@example.com';
  await fillNewcomer(page, 'Nadia', email);
  await moveIn.press(sheet.getByRole('button', { name: 'Continue' }));
  await expect(sheet).toContainText(home.name);
  await expect(sheet).toContainText('Latch sends the invite');
  await moveIn.press(sheet.getByRole('button', { name: 'Move Nadia Castillo in' }));
  await expect(sheet.getByRole('status').filter({ hasText: 'Confirmed for 3 doors' })).toBeVisible();
  expect(moveIn.count).toBe(3);

  const person = await office.control.user(email);
  expect(await office.control.outbox(email)).toHaveLength(1);
  const gym = await doorId(office.control, building, 'Gym');
  const opens = async (id: string) => (await office.control.tryDoor(id, { userUuid: person?.userUuid ?? '' })).opens;
  expect([await opens(home.uuid), await opens(gym)]).toEqual([true, true]);
  expect(person?.accesses.map(({ endTime }) => endTime?.slice(0, 4))).toEqual(['2031', '2031', '2031']);

  await (await unitRow(page, unitName)).getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: `${unitName}, ${building}` })).toBeVisible();
  const tenant = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Nadia Castillo' }) });
  await expect(tenant.getByText('As the lease says')).toBeVisible();
  const extend = new Steps();
  await extend.press(tenant.getByRole('button', { name: '+12 months' }));
  await extend.press(page.getByRole('dialog').getByRole('button', { name: 'Change 3 doors' }));
  await expect(page.getByRole('dialog').getByText('Confirmed for 3 doors')).toBeVisible();
  expect(extend.count).toBe(2);
  const later = await office.control.user(email);
  expect(later?.accesses.map(({ endTime }) => endTime?.slice(0, 4))).toEqual(['2032', '2032', '2032']);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

  const share = new Steps();
  await share.press(tenant.getByRole('button', { name: 'Sharing' }));
  await share.press(page.getByRole('dialog').getByRole('button', { name: 'Change 3 doors' }));
  await expect(page.getByRole('dialog').getByText('Confirmed for 3 doors')).toBeVisible();
  expect(share.count).toBe(2);
  const unshared = await office.control.user(email);
  expect(unshared?.accesses.map(({ endTime }) => endTime?.slice(0, 4))).toEqual(['2032', '2032', '2032']);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

  const moveOut = new Steps();
  await moveOut.press(tenant.getByRole('button', { name: 'Move out', exact: true }));
  await expect(page.getByRole('dialog')).toContainText(home.name);
  await moveOut.press(
    page.getByRole('dialog').getByRole('button', { name: 'Move Nadia Castillo out: revoke 3 doors' }),
  );
  const proof = page.getByRole('region', { name: 'Proof' });
  await expect(proof).toContainText(/0 doors left in your buildings, checked \d\d:\d\d/);
  expect(moveOut.count).toBe(2);
  expect([await opens(home.uuid), await opens(gym)]).toEqual([false, false]);
});

test('what the form lacks is said at its field before anything is sent, and a sheet outlives a failure', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  await setUp(page);
  await page.goto('/units?state=vacant');
  await hydrated(page);
  const row = page.getByRole('row').filter({ hasText: building }).first();
  await row.hover();
  await row.getByRole('button', { name: /^Move in:/ }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Continue' }).click();
  await expect(sheet.getByRole('textbox', { name: 'Email' })).toHaveAttribute('aria-invalid', 'true');
  await fillNewcomer(page, 'Otto', 'otto@example');
  await expect(sheet.getByText('This is not an email address.', { exact: false })).toBeVisible();
  await sheet.getByRole('checkbox', { name: 'They have no email address' }).check();
  // A lease to 31 February is not one without an end.
  const lastDay = sheet.getByLabel('Last day', { exact: false }).last();
  await lastDay.press('Backspace');
  await lastDay.pressSequentially('02312031');
  await sheet.getByRole('button', { name: 'Continue' }).click();
  await expect(sheet.getByText('This date does not exist.', { exact: false })).toBeVisible();
  await expect(lastDay).toHaveAttribute('aria-invalid', 'true');
  await lastDay.fill('2031-02-28');
  await expect(sheet.getByText('This date does not exist.', { exact: false })).toBeHidden();
  await sheet.getByRole('button', { name: 'Continue' }).click();
  await sheet.getByRole('button', { name: 'Move Otto Castillo in' }).click();
  await expect(sheet.getByText('The lease is noted.')).toBeVisible();
  await page.goto('/tasks');
  await hydrated(page);
  const task = page.getByRole('row').filter({ hasText: 'Give Otto Castillo access in Mission Control' });
  await expect(task).toContainText('You');
  await page.setViewportSize({ width: 375, height: 667 });
  const said = await task.getByRole('gridcell').first().boundingBox();
  expect(said?.width, 'room to read it on a phone, beside what can be done').toBeGreaterThan(250);
  await page.setViewportSize({ width: 1440, height: 900 });
  await task.hover();
  await task.getByRole('button', { name: /^Give back/ }).click();
  await task.hover();
  await task.getByRole('button', { name: /^Take/ }).click();
  await expect(task).toContainText('You');
  const [scope] = await query<{ id: string }>(
    office,
    `insert into staff_scope (staff_id, building_id) select s.id, b.id from staff s, building b
     where s.name = 'Bruno Keller' and b.name = $1 returning id`,
    [building],
  );
  await task.hover();
  await task.getByRole('button', { name: /^Hand over/ }).click();
  const colleague = sheet.getByRole('radio', { name: 'Bruno Keller' });
  await colleague.check();
  await page.route('**/*', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  const handOver = sheet.getByRole('button', { name: 'Hand over' });
  await handOver.click();
  await expect(sheet.getByRole('alert').filter({ hasText: /\w/ })).toBeVisible();
  await expect(colleague).toBeChecked();
  await page.unroute('**/*');
  await handOver.click();
  await expect(sheet).toBeHidden();
  await expect(task).toContainText('Bruno Keller');
  await query(office, 'delete from staff_scope where id = $1', [scope?.id]);
  await task.hover();
  await task.getByRole('button', { name: /^Done/ }).click();
  await expect(task).toBeHidden();
});

test('a table of units says what is wrong with each row before anything is made', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await page.goto('/units');
  await hydrated(page);
  await page.getByRole('button', { name: 'Import' }).click();
  const sheet = page.getByRole('dialog');
  const rows = [
    'Unit,Building,Door,Email,Lease start,Lease end',
    `Import-1,${building},,nobody.imported@example.com,2026-01-01,2031-07-31`,
    `Import-2,${building},No such door,,,`,
    `Import-3,${building},,,soon,`,
  ];
  await sheet.getByLabel('Table', { exact: true }).fill(rows.join('\n'));
  await sheet.getByRole('button', { name: 'Check rows' }).click();
  const report = sheet.getByRole('region', { name: 'Report' });
  await expect(report).toContainText('1 new unit, 0 already there, 3 rows left out.');
  await expect(report).toContainText('Line 2: Nobody in your buildings has the address nobody.imported@example.com');
  await expect(report).toContainText('Line 4: “soon” is not a day.');
  await sheet.getByRole('button', { name: 'Import 1 unit' }).click();
  await expect(sheet).toBeHidden();
  await expect(await unitRow(page, 'Import-1')).toContainText('Nobody');
});

test('an auditor sees units and cannot change them', async ({ page }) => {
  await signInAs(page, 'Arthur Webb');
  await page.goto('/units');
  await hydrated(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Units' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Adopt from doors' })).toBeHidden();
  await expect(page.getByRole('button', { name: /^Move in:/ })).toHaveCount(0);
});

test('a contractor gets day codes with 3 steps, and a card for each building shows what opens its lock', async ({
  page,
  office,
}) => {
  const entrance = 'Main Entrance';
  const other = (await office.control.buildings()).find(
    ({ name, doors }) => name !== building && doors.some((door) => door.name === entrance && door.device),
  );
  if (!other) throw new Error(`No other building has a lock at its ${entrance}.`);
  await signInAs(page, 'Maya Owens');
  await page.goto('/doorcodes');
  await hydrated(page);
  const steps = new Steps();
  await steps.press(page.getByRole('button', { name: 'Day code' }));
  const sheet = page.getByRole('dialog');
  await pickDoors(sheet, building, ['Gym']);
  await pickDoors(sheet, other.name, [entrance]);
  await steps.press(sheet.getByRole('button', { name: 'Continue' }));
  await sheet.getByRole('textbox', { name: 'First name' }).fill('Lou');
  await sheet.getByRole('textbox', { name: 'Last name' }).fill('Lock');
  await sheet.getByRole('textbox', { name: /phone number or email/i }).fill('+12125550177');
  await expect(sheet).toContainText('cannot be taken back');
  await steps.press(sheet.getByRole('button', { name: 'Issue 2 codes' }));
  const cards = sheet.getByRole('region', { name: 'Code card' });
  await expect(cards).toHaveCount(2);
  expect(steps.count).toBe(3);
  await sheet.getByRole('button', { name: 'Show the codes' }).click();
  for (const [place, door] of [
    [building, 'Gym'],
    [other.name, entrance],
  ] as const) {
    const card = sheet.getByRole('region', { name: `Code card for ${place}` });
    await expect(card.getByRole('listitem')).toHaveCount(1);
    await expect(card).not.toContainText(/address/);
    await expect(card.getByRole('status')).toHaveText(/\d{3}\s\d{4}/);
    await expect(card.getByRole('status'), 'a big code, to be read from afar').toHaveCSS('font-size', '26px');
    const code = ((await card.getByRole('status').textContent()) ?? '').replace(/\D/g, '');
    const id = await doorId(office.control, place, door);
    expect(await office.control.tryDoor(id, { code })).toMatchObject({ opens: true });
  }
  expect(await office.control.outbox('+12125550177')).toMatchObject([{ channel: 'sms', kind: 'doorcode' }]);
});

test('a lost phone takes every door with 2 steps, and access is given again with one more', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const person = await findSomebody(page, 'hassan', building);
  await chooseDoors(page, building, ['Gym', 'Mail Room']);
  await submitGrant(page, 2);
  await expect(accessRow(page, building, 'Mail Room')).toContainText('Active');
  const gym = await doorId(office.control, building, 'Gym');
  const opens = async () => (await office.control.tryDoor(gym, { userUuid: person.id })).opens;
  expect(await opens()).toBe(true);
  const steps = new Steps();
  await steps.press(page.getByRole('button', { name: 'Lost phone' }));
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('Gym');
  await steps.press(sheet.getByRole('button', { name: /^Revoke \d+ doors now$/ }));
  await expect(sheet.getByText(/^Confirmed for \d+ doors\.$/)).toBeVisible();
  expect(steps.count).toBe(2);
  expect(await opens()).toBe(false);
  await steps.press(sheet.getByRole('button', { name: 'Give access again' }));
  await expect(sheet.getByText('Access is being given again.', { exact: false })).toBeVisible();
  await expect(sheet.getByText(/^Confirmed for \d+ doors\.$/)).toBeVisible();
  expect(steps.count).toBe(3);
  expect(await opens()).toBe(true);
});

test('a unit is clear once nobody can open it, which is one step to ask', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await setUp(page);
  await page.goto('/units?state=lived_in');
  await hydrated(page);
  await page.getByRole('row').filter({ hasText: building }).first().getByRole('link').click();
  const steps = new Steps();
  await steps.press(page.getByRole('button', { name: /^Is .* clear\?$/ }));
  await expect(page.getByRole('dialog').getByText(/ is not clear\.$/)).toBeVisible();
  await expect(page.getByRole('dialog')).toContainText('Leases still running');
  expect(steps.count).toBe(1);
});
