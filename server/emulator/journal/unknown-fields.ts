import { z } from 'zod';
import { bodySchema, type Route } from '../contract/route.ts';
import type { Readings } from '../readings/readings.ts';

/** Names a call uses that the contract does not know, in its query and at the top of its body. */
export function unknownFields(
  route: Route,
  { query, body }: { query: Record<string, string>; body: unknown },
  readings: Readings,
): string[] {
  const sent = typeof body === 'object' && body !== null ? Object.keys(body) : [];
  return [...strangers(route.query, Object.keys(query)), ...strangers(bodySchema(route, readings), sent)];
}

function strangers(schema: z.ZodType | undefined, names: string[]): string[] {
  if (names.length === 0) return names;
  const known = schema instanceof z.ZodObject ? schema.shape : {};
  return names.filter((name) => !Object.hasOwn(known, name));
}
