import { z } from 'zod/mini';

/** A password somebody chooses. Length is what counts: any characters, 15 or more. */
export const newPassword = z
  .string()
  .check(z.minLength(15, 'password_too_short'), z.maxLength(1000, 'password_too_long'));

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
