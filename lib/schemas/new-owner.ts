import { z } from 'zod/mini';
import { ownEmail } from './own-email.ts';
import { newPassword } from './password.ts';

/** The first owner of an installation, as typed on the set-up page. */
export const newOwner = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1, 'own_name_required'), z.maxLength(100, 'name_too_long')),
  email: ownEmail,
  password: newPassword,
});

export type NewOwner = z.infer<typeof newOwner>;
