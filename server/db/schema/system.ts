import { doublePrecision, jsonb, pgTable, smallint, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * What the installation remembers about itself, one JSON value a key (`installation` = mode, API address, client id).
 */
export const setting = pgTable('setting', {
  key: text('key').primaryKey(),
  value: jsonb('value').notNull(),
});

/** The one partner token all processes share, sealed with DATA_KEY. A single row, id 1. */
export const upstreamToken = pgTable('upstream_token', {
  id: smallint('id').primaryKey(),
  sealed: text('sealed').notNull(),
  fetchedAt: instant('fetched_at').notNull(),
  renewAt: instant('renew_at').notNull(),
});

/**
 * The one rate budget all processes share: when the next call may start (epoch ms, database time). A single row, id 1.
 */
export const rateBudget = pgTable('rate_budget', {
  id: smallint('id').primaryKey(),
  nextAtMs: doublePrecision('next_at_ms').notNull(),
  /** How many times slower than allowed we call, after OpenKit said that it is too much; sinks with every call. */
  slowdown: doublePrecision('slowdown').notNull().default(1),
});
