import { normalisePhone } from './phone.ts';

export type Contact = { email: string | null; phone: string | null };

/** What OpenKit matches a person by, as whoever has no id yet is known: email, else phone; null = neither. */
export const contactKey = ({ email, phone }: Contact): string | null =>
  email?.toLowerCase() ?? (phone && (normalisePhone(phone) ?? phone));
