import { normalisePhone } from './phone.ts';

export type Contact = { email: string | null; phone: string | null };

/** What OpenKit matches a person by, as whoever has no id yet is known: email, else phone; null = neither. */
export const contactKey = ({ email, phone }: Contact): string | null =>
  email?.toLowerCase() ?? (phone && (normalisePhone(phone) ?? phone));

/**
 * The addresses that somebody OpenKit knows can be given access by. Their phone may stand there in a form that a grant
 * must not hold, and nobody can correct it: with an email, which says who they are, it is left out.
 */
export const usableContact = <T extends Contact>(known: T): T =>
  known.email && known.phone ? { ...known, phone: normalisePhone(known.phone) } : known;
