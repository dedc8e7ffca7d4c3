import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { CallKind, CallOutcome } from '#lib/openkit-calls';
import { instant } from './columns.ts';

/** Calls to OpenKit by minute (real time), kind and outcome, of all processes together. Pruned after a week. */
export const upstreamCall = pgTable(
  'upstream_call',
  {
    minute: instant('minute').notNull(),
    kind: text('kind').$type<CallKind>().notNull(),
    outcome: text('outcome').$type<CallOutcome>().notNull(),
    calls: integer('calls').notNull(),
  },
  (t) => [primaryKey({ columns: [t.minute, t.kind, t.outcome] })],
);

/** Where OpenKit's answers differed from its documentation, of all processes together. Bounded by the schema. */
export const schemaWarning = pgTable(
  'schema_warning',
  {
    at: text('at').notNull(),
    problem: text('problem').notNull(),
    times: integer('times').notNull(),
    /** A new word or a shape, never a value that could be somebody's. Null where an older one was counted without. */
    example: text('example'),
    /** Real time. */
    firstSeen: instant('first_seen').notNull(),
    lastSeen: instant('last_seen').notNull(),
  },
  (t) => [primaryKey({ columns: [t.at, t.problem] }), index('schema_warning_seen').on(t.lastSeen)],
);
