import { expect, test } from 'vitest';
import { usableContact } from './contact-key.ts';

const email = 'maya@example.com';

test.each([
  [email, '(212) 555-0123', '+12125550123'],
  [email, '0171 1234567', null],
  [email, '', ''],
  [email, null, null],
  // Nothing else says who they are: as OpenKit has it.
  [null, '(212) 555-0123', '(212) 555-0123'],
  [null, '0171 1234567', '0171 1234567'],
])('with the email %s the phone %s of somebody known is sent as %s', (known, phone, usable) => {
  expect(usableContact({ email: known, phone })).toEqual({ email: known, phone: usable });
});
