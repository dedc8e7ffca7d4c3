import { z } from 'zod/mini';

/** The email somebody signs in with: trimmed, lower case. */
export const ownEmail = z
  .string()
  .check(
    z.trim(),
    z.toLowerCase(),
    z.minLength(1, 'own_email_required'),
    z.maxLength(320, 'own_email_invalid'),
    z.email('own_email_invalid'),
  );
