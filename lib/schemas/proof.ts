import * as z from 'zod/mini';

/** How somebody shows that it is still them: their password, or a code of their authenticator. */
export const proofSchema = z.strictObject({
  kind: z.enum(['password', 'code']),
  value: z.string().check(z.minLength(1, 'current_password_required'), z.maxLength(1000, 'password_wrong')),
});

export type Proof = z.infer<typeof proofSchema>;
