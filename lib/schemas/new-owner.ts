import { z } from 'zod/mini';
import { newPassword } from './password.ts';

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

/** The first owner of an installation, as typed on the set-up page. */
export const newOwner = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1, 'own_name_required'), z.maxLength(100, 'name_too_long')),
  email,
  password: newPassword,
});

export type NewOwner = z.infer<typeof newOwner>;
