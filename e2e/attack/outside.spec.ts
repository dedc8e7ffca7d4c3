import { request as httpRequest } from 'node:http';
import net from 'node:net';
import { expect } from '@playwright/test';
import { builtActions } from '../fixtures/built-actions.ts';
import { member, test } from './intruders.ts';

test('a script that gets into a page does not run', async ({ browser, office, db }) => {
  const { context } = await member(browser, { office, db, at: office }, { role: 'owner' });
  const page = await context.newPage();
  const reports: string[] = [];
  page.on('console', (message) => reports.push(message.text()));
  // As if a name had got into the page as markup.
  await page.route('**/people', async (route) => {
    const response = await route.fetch();
    const planted = '<script>window.hit = 1</script><img src="none:" onerror="window.hit = 2">';
    await route.fulfill({ response, body: (await response.text()).replace('</body>', `${planted}</body>`) });
  });
  await page.goto('/people');
  await expect(page.locator('img[src="none:"]')).toHaveCount(1);
  for (const what of ['inline script', 'inline event handler']) {
    await expect
      .poll(() => reports.filter((text) => text.includes(what) && text.includes('Content Security')).length)
      .toBe(1);
  }
  expect(await page.evaluate(() => 'hit' in window)).toBe(false);
  await context.close();
});

test('no request makes the console call the host that it names', async ({ browser, office, db, entrances }) => {
  const signOut = builtActions().find(({ name }) => name === 'signOut');
  if (!signOut) throw new Error('The build has no signOut.');
  let calls = 0;
  const listener = net.createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(listener.address() as net.AddressInfo).port}`;
  for (const at of entrances) {
    const upgrade = `GET http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
    expect(await firstLine(at.url, upgrade)).not.toContain(' 101');
    const { cookie } = await member(browser, { office, db, at }, { role: 'owner' });
    const headers = { cookie: `gatehouse.session=${cookie}`, 'next-action': signOut.id, 'content-type': 'text/plain' };
    const names: Record<string, string>[] = [
      { host },
      { 'x-forwarded-host': host },
      { host, origin: `http://${host}` },
    ];
    for (const named of names) {
      await post(new URL(signOut.page, at.url), { ...headers, ...named });
    }
  }
  expect(calls).toBe(0);
  await new Promise((resolve) => listener.close(resolve));
});

/** What a server answers to these bytes first; empty where it hangs up. */
function firstLine(url: string, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect(Number(new URL(url).port), new URL(url).hostname, () => socket.write(bytes));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString().split('\r\n')[0] ?? '');
    });
    socket.once('close', () => resolve(''));
    socket.once('error', () => resolve(''));
  });
}

function post(url: URL, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method: 'POST', headers }, (answer) =>
      answer.resume().once('end', () => resolve()),
    );
    sent.once('error', reject);
    sent.end('[]');
  });
}
