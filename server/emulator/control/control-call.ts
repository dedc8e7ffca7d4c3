import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { z } from 'zod';
import { explainIssues, inWords } from '../contract/explain-issues.ts';
import { Refusal } from '../rules/refusal.ts';

export type ControlContext = Context<{ Bindings: HttpBindings }>;

/** The JSON body of a control call; an empty body counts as `{}`. Throws a Refusal (400) that says what is wrong. */
export async function readBody<Schema extends z.ZodType>(c: ControlContext, schema: Schema): Promise<z.infer<Schema>> {
  const text = await c.req.text();
  return check(schema, text === '' ? {} : parseJson(text), 'body');
}

/** Outside data, by default a query, through a schema. Throws a Refusal (400) that names each wrong field. */
export function check<Schema extends z.ZodType>(schema: Schema, value: unknown, root = 'query'): z.infer<Schema> {
  const parsed = schema.safeParse(value, inWords);
  if (parsed.success) return parsed.data;
  const details = explainIssues(parsed.error, root);
  throw new Refusal(`That cannot be done: ${details.join('; ')}`, 400, details);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('The body is not JSON: send an object such as {}.', 400);
  }
}
