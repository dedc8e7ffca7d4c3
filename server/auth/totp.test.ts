import { expect, test } from 'vitest';
import { matchingStep, newTotpSecret, totpCode, totpStep, totpUri } from './totp.ts';

/** The secret of RFC 6238's examples, "12345678901234567890" in base32. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at %d seconds the code is that of RFC 6238', (seconds, code) => {
  expect(totpCode(secret, totpStep(seconds))).toBe(code);
});

test('the code of this step and of the one before count, older and newer ones do not', () => {
  const at = 1_234_567_890;
  const step = totpStep(at);
  const codes = [-2, -1, 0, 1].map((ahead) => matchingStep(secret, totpCode(secret, step + ahead), at));
  expect(codes).toEqual([null, step - 1, step, null]);
  expect(matchingStep(secret, '', at)).toBeNull();
});

test('secrets are 160 bits and never the same; the address names account and issuer', () => {
  expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
  expect(newTotpSecret()).not.toBe(newTotpSecret());
  expect(totpUri(secret, 'ann@staff.example')).toBe(
    `otpauth://totp/Gatehouse%3Aann%40staff.example?secret=${secret}&issuer=Gatehouse`,
  );
});
