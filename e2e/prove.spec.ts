import { expect, test } from '@playwright/test';
import { expectNothing } from './expect-nothing.ts';
import { sandboxOn, signInAs } from './fixtures/console.ts';
import { temporaryDataDir } from './fixtures/data-dir.ts';
import { oidcClient, startOidcProvider } from './fixtures/oidc-provider.ts';
import { query } from './fixtures/query.ts';
import { expectSmall } from './page-size.ts';

test('axe finds nothing where single sign-on is asked again, at 1440 and 375 px', async ({ page }) => {
  test.setTimeout(180_000);
  const provider = await startOidcProvider();
  const data = temporaryDataDir();
  const sso = await sandboxOn(data.path, {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: oidcClient.clientId,
    OIDC_CLIENT_SECRET: oidcClient.clientSecret,
  });
  try {
    // The page goes on to the provider by itself, and closes itself afterwards.
    await page.route('**/api/auth/signin/**', () => undefined);
    await page.addInitScript('window.close = () => undefined');
    await signInAs(page, 'Maya Owens', sso.url);
    const lookAt = async (path: string, text: string) => {
      for (const width of [1440, 375]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(`${sso.url}${path}`);
        await expect(page.getByText(text)).toBeVisible();
        await expectNothing(page, path);
      }
    };
    expect(await expectSmall(page, `${sso.url}/prove`)).toMatch(/\/prove$/);
    await lookAt('/prove', 'Your single sign-on is asking you again.');
    await lookAt('/prove?back', 'Confirmed. The other window continues');
    await query(sso, "update session set proved_at = now() - interval '1 hour'");
    await lookAt('/prove?back', 'Your provider did not say that it asked you again.');
  } finally {
    sso.launcher.signal('SIGTERM');
    await sso.launcher.ended;
    await data.remove();
    await provider.stop();
  }
});
