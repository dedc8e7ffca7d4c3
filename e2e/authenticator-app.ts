import { expect, type Page } from '@playwright/test';
import { totpCode, totpStep } from '../server/auth/totp.ts';

/** What an authenticator app on a phone does: keeps the secret, shows a code. Each code is used once. */
export class AuthenticatorApp {
  readonly secret: string;
  #usedStep: number;

  private constructor(secret: string) {
    this.secret = secret;
    this.#usedStep = 0;
  }

  /** Sets an authenticator up on its page, types the first code, and takes the recovery codes along. */
  static async setUp(page: Page): Promise<{ app: AuthenticatorApp; recoveryCodes: string[] }> {
    await page.getByRole('button', { name: 'Begin' }).click();
    await expect(page.getByRole('img', { name: /secret for your authenticator/ })).toBeVisible();
    await page.getByText('Or type it').click();
    const shown = page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
    const app = new AuthenticatorApp(((await shown.textContent()) ?? '').replace(/\s/g, ''));
    await page.getByLabel('2. Type the six digits it shows').fill(app.code());
    await page.getByRole('button', { name: 'Confirm' }).click();
    const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
    await expect(codes).toHaveCount(10);
    const recoveryCodes = await codes.allTextContents();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    return { app, recoveryCodes };
  }

  /**
   * The next code that was not used yet: that of the step before, of this one, and then of the next as soon as it
   * begins.
   */
  code(): string {
    const step = Math.max(totpStep(Date.now() / 1000) - 1, this.#usedStep + 1);
    this.#usedStep = step;
    return totpCode(this.secret, step);
  }
}
