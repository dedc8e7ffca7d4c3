import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Terms } from '#lib/access-rules/terms';
import type { DryRunKind } from '#lib/schemas/dry-run';
import type { LocalDate } from '#lib/time/day';
import type { ReasonKind } from '#lib/units/kinds';
import type { Reason } from '#lib/units/plan-calls';
import { instant } from './columns.ts';
import type { AccessVersion, Recipient } from './operations.ts';
import type { NewTask } from './units.ts';

/** What would be sent for many people at once, shown to whoever asked before anything is. Forgotten after an hour. */
export const dryRun = pgTable(
  'dry_run',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').$type<DryRunKind>().notNull(),
    staffId: uuid('staff_id').notNull(),
    /** Of every call in it: what is confirmed is what was shown. */
    hash: text('hash').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** The operation it became. */
    operationId: uuid('operation_id'),
  },
  (t) => [index('dry_run_expiry').on(t.expiresAt)],
);

/** One call that would be made, or a row for which there is none and why. */
export const dryRunRow = pgTable(
  'dry_run_row',
  {
    dryRunId: uuid('dry_run_id')
      .notNull()
      .references(() => dryRun.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    /** The line of the file it comes from, counted from 1. */
    line: integer('line'),
    personId: uuid('person_id'),
    recipient: jsonb('recipient').$type<Recipient>().notNull(),
    /** Null = nothing would be sent. */
    action: text('action').$type<'grant' | 'change' | 'revoke'>(),
    terms: jsonb('terms').$type<Terms>(),
    expected: jsonb('expected').$type<AccessVersion>(),
    doors: jsonb('doors').$type<DryRunDoor[]>().notNull(),
    /** By what the person is known where reasons or a lease are noted; null = nothing is. */
    personKey: text('person_key'),
    /** Why they are to hold the doors of all their rows: noted once it is confirmed. */
    reasons: jsonb('reasons').$type<DryRunReason[]>(),
    /** The lease that begins with it. */
    lease: jsonb('lease').$type<DryRunLease>(),
    /** Whether Latch would tell the person. */
    isNotified: boolean('is_notified').notNull(),
    /** A reason known to lib/messages, and what fills its gaps. */
    problem: text('problem'),
    problemParams: jsonb('problem_params').$type<Record<string, string>>(),
  },
  (t) => [primaryKey({ columns: [t.dryRunId, t.position] })],
);

/** A reason to be noted, as `access_reason` keeps it. */
export type DryRunReason = Reason & {
  buildingId: string | null;
  kind: ReasonKind;
  tenancyId?: string | null;
  bundleId?: string | null;
  /** OpenKit cannot give the door: it becomes a task, and no reason. */
  isByHand?: boolean;
};

/** A lease to be noted, with what has to be finished by hand. */
export type DryRunLease = {
  tenancyId: string;
  unitId: string;
  unitName: string;
  buildingId: string;
  personKey: string;
  name: string;
  leaseStart: LocalDate;
  leaseEnd: LocalDate | null;
  tasks: NewTask[];
};

export type DryRunDoor = { doorId: string; buildingId: string | null; name: string; timeZone: string | null };
