import { z } from 'zod/mini';

/** Someone's own email as they sign in with it: trimmed, lower case. */
const email = z
  .string()
  .check(
    z.trim(),
    z.toLowerCase(),
    z.minLength(1, 'own_email_required'),
    z.maxLength(320, 'own_email_invalid'),
    z.email('own_email_invalid'),
  );

/** A password somebody chooses. Length is what counts: any characters, 15 or more. */
const newPassword = z.string().check(z.minLength(15, 'password_too_short'), z.maxLength(1000, 'password_too_long'));

/** The first owner of an installation, as typed on the set-up page. */
export const newOwner = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1, 'own_name_required'), z.maxLength(100, 'name_too_long')),
  email,
  password: newPassword,
});

export type NewOwner = z.infer<typeof newOwner>;
