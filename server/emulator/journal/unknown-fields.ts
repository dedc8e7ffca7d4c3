import { z } from 'zod';
import { type Route, schemasOf } from '../contract/route.ts';
import type { Readings } from '../readings/readings.ts';

/** Names a call uses that the contract does not know, in its query and at the top of its body. */
export function unknownFields(
  route: Route,
  { query, body }: { query: Record<string, string>; body: unknown },
  readings: Readings,
): string[] {
  const sent = typeof body === 'object' && body !== null ? Object.keys(body) : [];
  const known = schemasOf(route, readings);
  return [...strangers(known.query, Object.keys(query)), ...strangers(known.body, sent)];
}

function strangers(schema: z.ZodType | undefined, names: string[]): string[] {
  if (names.length === 0) return names;
  const known = schema instanceof z.ZodObject ? schema.shape : {};
  return names.filter((name) => !Object.hasOwn(known, name));
}
