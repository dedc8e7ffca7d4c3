import { normalisePhone } from '#lib/access-rules/phone';
import type { Recipient } from '../db/schema/operations.ts';

/** What OpenKit matches a person by, as calls for them are found: email, else phone; null = neither. */
export const contactKey = ({ email, phone }: Pick<Recipient, 'email' | 'phone'>): string | null =>
  email?.toLowerCase() ?? (phone && (normalisePhone(phone) ?? phone));
