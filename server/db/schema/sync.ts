import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { LossKind } from '#lib/schemas/sync';
import { instant, sortText } from './columns.ts';

/** Page tokens that the sweep under way was given, hashed: one that comes again means a list that never ends. */
export const sweepToken = pgTable(
  'sweep_token',
  { generation: bigint('generation', { mode: 'number' }).notNull(), tokenHash: text('token_hash').notNull() },
  (t) => [primaryKey({ columns: [t.generation, t.tokenHash] })],
);

/**
 * What a sweep missed of what the mirror holds. Accesses are noted page by page and end only when the sweep turns out
 * sound; of a suspect one everything missing stands here until a person accepts the loss or a later sweep is sound.
 */
export const sweepLoss = pgTable(
  'sweep_loss',
  {
    generation: bigint('generation', { mode: 'number' }).notNull(),
    kind: text('kind').$type<LossKind>().notNull(),
    id: uuid('id').notNull(),
    /** Database time of the reading that missed it: a later reading of the person alone overrules it. */
    readAt: instant('read_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.generation, t.kind, t.id] })],
);

/** When OpenKit could not be read, in domain time: what happened then was seen only afterwards. */
export const outage = pgTable(
  'outage',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    startedAt: instant('started_at').notNull(),
    /** Null = it goes on. One at a time. */
    endedAt: instant('ended_at'),
    /** A reason known to lib/messages. */
    reason: text('reason').notNull(),
  },
  (t) => [index('outage_end').on(t.endedAt), index('outage_start').on(t.startedAt)],
);

/** People with resident access in a building, ours or not: names only, OpenKit tells no more. Not part of sweeps. */
export const buildingResident = pgTable(
  'building_resident',
  {
    buildingId: uuid('building_id').notNull(),
    personId: uuid('person_id').notNull(),
    firstName: text('first_name').notNull(),
    lastName: text('last_name').notNull(),
    /** The last reading left them out: the next one that does takes them away. */
    isMissed: boolean('is_missed').notNull().default(false),
    sortName: sortText('sort_name').generatedAlwaysAs(sql`search_key(first_name || ' ' || last_name)`),
  },
  (t) => [
    primaryKey({ columns: [t.buildingId, t.personId] }),
    index('building_resident_sort').on(t.buildingId, t.sortName, t.personId),
  ],
);

/** When the residents of a building were last asked for and read. */
export const residentReading = pgTable('resident_reading', {
  buildingId: uuid('building_id').primaryKey(),
  /** Real time: at most one reading an hour for all viewers together. */
  askedAt: instant('asked_at').notNull(),
  /** What was asked for has not come yet, nor failed. */
  isUnderWay: boolean('is_under_way').notNull().default(false),
  /** Domain time; null before the first that worked. */
  readAt: instant('read_at'),
  calls: integer('calls').notNull().default(0),
  /** Why the last one failed: a reason known to lib/messages. */
  reason: text('reason'),
});
