import { expect, test } from '@playwright/test';
import { firstSweep, hydrated, sandboxOn, signInAs } from './fixtures/console.ts';
import { temporaryDataDir } from './fixtures/data-dir.ts';
import { accessRow, chooseDoors, doorId, findSomebody, submitGrant } from './grant-journey.ts';

const building = 'Juniper Hall';

test('S40: what was granted in the sandbox is there after Ctrl-C and after kill -9, in the console and at the lock', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const data = temporaryDataDir();
  let sandbox = await sandboxOn(data.path);
  try {
    await firstSweep(data.path);
    await signInAs(page, 'Maya Owens', sandbox.url);
    const person = await findSomebody(page, 'kapoor', building, sandbox.url);
    await chooseDoors(page, building, ['Gym']);
    await submitGrant(page, 1);
    await expect(accessRow(page, building, 'Gym')).toContainText('Active');
    const gym = await doorId(sandbox.control, building, 'Gym');

    for (const signal of ['SIGINT', 'SIGKILL'] as const) {
      sandbox.launcher.signal(signal);
      await sandbox.launcher.ended;
      sandbox = await sandboxOn(data.path);
      expect(await sandbox.control.tryDoor(gym, { userUuid: person.id })).toMatchObject({ opens: true });
      await signInAs(page, 'Maya Owens', sandbox.url);
      await page.goto(`${sandbox.url}/people/${person.id}`);
      await hydrated(page);
      await expect(accessRow(page, building, 'Gym')).toContainText('Active');
    }
  } finally {
    sandbox.launcher.signal('SIGTERM');
    await sandbox.launcher.ended;
    await data.remove();
  }
});
