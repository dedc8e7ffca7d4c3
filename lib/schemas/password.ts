import { z } from 'zod/mini';

const fewestCharacters = 15;

/** A password somebody chooses. Length is what counts: any characters, 15 or more of them as they are hashed. */
export const newPassword = z.string().check(
  z.maxLength(1000, 'password_too_long'),
  z.refine((typed) => [...typed.normalize('NFKC')].length >= fewestCharacters, 'password_too_short'),
);

/** Changing one's own password: the current one is the proof. */
export const changePasswordSchema = z
  .strictObject({
    currentPassword: z
      .string()
      .check(z.minLength(1, 'current_password_required'), z.maxLength(1000, 'current_password_wrong')),
    newPassword,
  })
  .check(
    z.refine((typed) => typed.currentPassword !== typed.newPassword, { path: ['newPassword'], error: 'password_same' }),
  );

export type ChangePasswordInput = z.infer<typeof changePasswordSchema>;
