import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { KnownThen, RowDecision } from '#lib/schemas/certification';
import type { AnswerRow } from '#lib/schemas/question';
import { instant, sortText } from './columns.ts';

/**
 * A worksheet of everybody who could open some doors in a time. Once `signedAt` is set a trigger keeps it and its rows
 * as they are.
 */
export const certification = pgTable(
  'certification',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    staffId: uuid('staff_id').notNull(),
    intentId: uuid('intent_id').notNull(),
    /** Domain time, as everything else here. */
    createdAt: instant('created_at').notNull(),
    /** `[from, to)`: whole days of `zone`. */
    fromAt: instant('from_at').notNull(),
    toAt: instant('to_at').notNull(),
    zone: text('zone').notNull(),
    /** What was known when its names were last read. */
    known: jsonb('known').$type<KnownThen>().notNull(),
    signedAt: instant('signed_at'),
    signedBy: uuid('signed_by'),
    /** The whole worksheet as it was signed, canonical JSON; its SHA-256 stands in the audit log. */
    evidence: text('evidence'),
    evidenceHash: text('evidence_hash'),
  },
  (t) => [
    uniqueIndex('certification_intent').on(t.staffId, t.intentId),
    index('certification_created').on(t.createdAt, t.id),
  ],
);

export const certificationDoor = pgTable(
  'certification_door',
  {
    certificationId: uuid('certification_id')
      .notNull()
      .references(() => certification.id),
    doorId: uuid('door_id').notNull(),
    buildingId: uuid('building_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.certificationId, t.doorId] }),
    index('certification_door_door').on(t.doorId),
    index('certification_door_building').on(t.buildingId),
  ],
);

/** One access that opened one of the doors in that time, and what somebody thinks of it. */
export const certificationRow = pgTable(
  'certification_row',
  {
    certificationId: uuid('certification_id')
      .notNull()
      .references(() => certification.id),
    accessId: uuid('access_id').notNull(),
    personId: uuid('person_id').notNull(),
    doorId: uuid('door_id').notNull(),
    /** The answer as it was when it came onto the worksheet. */
    answer: jsonb('answer').$type<AnswerRow>().notNull(),
    sortName: sortText('sort_name').generatedAlwaysAs(sql`search_key(answer->>'personName')`),
    decision: text('decision').$type<RowDecision>(),
    comment: text('comment').notNull().default(''),
    decidedBy: uuid('decided_by'),
    decidedAt: instant('decided_at'),
    /** Grows with each change, so that nobody overwrites what they have not seen. */
    version: integer('version').notNull().default(0),
    /** The revocation that ends it, once it was asked for. */
    operationId: uuid('operation_id'),
  },
  (t) => [
    primaryKey({ columns: [t.certificationId, t.accessId] }),
    index('certification_row_name').on(t.certificationId, t.sortName, t.accessId),
  ],
);
