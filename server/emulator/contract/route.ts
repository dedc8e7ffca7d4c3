import { z } from 'zod';
import type { TokenDesk } from '../api/tokens.ts';
import type { CallFaults } from '../faults/call-faults.ts';
import type { Readings } from '../readings/readings.ts';
import type { Work } from '../rules/work.ts';
import { uuid } from './requests.ts';

/** What a handler gets: parsed input, the world to read and change, and the faults that touch reading. */
export type Call<Query = unknown, Body = unknown> = {
  params: Record<string, string>;
  query: Query;
  body: Body;
  work: Work;
  readings: Readings;
  faults: CallFaults;
  tokens: TokenDesk;
};

/** At most one of: `body`, still an object; `json`, its bytes; `text`, sent as it stands. None: no body at all. */
export type Answer = { status: number; body?: unknown; json?: Buffer; text?: string; headers?: Record<string, string> };

/** A schema, or the one under the readings an emulator follows. */
type SchemaOf<Schema extends z.ZodType> = Schema | ((readings: Readings) => Schema);

/** One endpoint as a declaration: what it takes, what it may answer, and its handler. */
export type Route = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the API's base, parameters in braces: `/v1/users/{userUuid}`. */
  path: string;
  operationId: string;
  /** The uuids in the path. */
  params: z.ZodObject<Record<string, z.ZodType<string>>>;
  query?: SchemaOf<z.ZodType>;
  /** Headers a call should carry, in lower case. One that lacks or is malformed is journalled, not refused. */
  headers?: z.ZodObject;
  body?: SchemaOf<z.ZodType>;
  /** Its own answers, schema by status; null: no body. `declaredAnswers` has what any call may meet beside them. */
  answers: Record<number, z.ZodType | null>;
  /** Token endpoints: at the root and without a token. */
  isPublic?: true;
  /** Newer deployments only: elsewhere 404. */
  isServed?: (readings: Readings) => boolean;
  /** The answer to a body that does not parse, where it is not `{message}`. `details`: a sentence for each field. */
  invalidBody?: (readings: Readings, details: string[]) => Answer;
  handle(call: Call): Answer;
};

type RouteInput<Query extends z.ZodType, Body extends z.ZodType> = Omit<
  Route,
  'params' | 'query' | 'body' | 'handle'
> & {
  query?: SchemaOf<Query>;
  body?: SchemaOf<Body>;
  handle(call: Call<z.infer<Query>, z.infer<Body>>): Answer;
};

/** Declares a route; the pipeline parses path, query and body with its schemas before it calls the handler. */
export function route<Query extends z.ZodType, Body extends z.ZodType>(input: RouteInput<Query, Body>): Route {
  const { handle, ...rest } = input;
  return {
    ...rest,
    params: z.object(Object.fromEntries([...rest.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, uuid]))),
    // The pipeline parsed with these very schemas, so the narrower call is what arrives.
    handle: (call) => handle(call as Call<z.infer<Query>, z.infer<Body>>),
  };
}

/** What a call must send, under these readings. */
export function schemasOf({ query, body }: Route, readings: Readings): { query?: z.ZodType; body?: z.ZodType } {
  return { query: schemaUnder(readings, query), body: schemaUnder(readings, body) };
}

function schemaUnder(readings: Readings, schema?: SchemaOf<z.ZodType>): z.ZodType | undefined {
  return typeof schema === 'function' ? schema(readings) : schema;
}
