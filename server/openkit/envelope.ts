import { z } from 'zod';

export type Envelope = { rows: unknown[]; nextPageToken: string | null };

const object = z.record(z.string(), z.unknown());
const rows = z.array(z.unknown());
/**
 * Some deployments count pages in numbers; an empty token ends the list like a missing one. One that cannot be kept as
 * it is cannot be sent back either.
 */
const pageToken = z
  .union([z.string().refine((token) => token.isWellFormed() && !token.includes('\0')), z.number().transform(String)])
  .nullish()
  .transform((token) => token || null);

/**
 * The rows of a list's answer, each still unread. Null unless it is an object with that array and a readable page
 * token: going on as if it were the last page would lose people.
 */
export function readEnvelope(json: unknown, name: string): Envelope | null {
  const envelope = object.safeParse(json).data;
  const list = rows.safeParse(envelope?.[name]).data;
  const token = pageToken.safeParse(envelope?.nextPageToken);
  return list && token.success ? { rows: list, nextPageToken: token.data } : null;
}
