import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Terms } from '#lib/access-rules/terms';
import type { DoorState, ItemState, OperationKind, OperationState } from '#lib/schemas/operation';
import { instant } from './columns.ts';

/** Who goes first when calls are scarce, most urgent first. Sweeps come after all of these. */
export const lanes = ['revoke', 'interactive', 'bulk'] as const;
export type Lane = (typeof lanes)[number];

/**
 * Something a staff member asked OpenKit to do. Made in one transaction with its items, its audit intent and its job.
 */
export const operation = pgTable(
  'operation',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').$type<OperationKind>().notNull(),
    state: text('state').$type<OperationState>().notNull(),
    staffId: uuid('staff_id').notNull(),
    /**
     * The session it was asked for in; null where nobody asked in one. Sessions are forgotten, so it refers to no row.
     */
    sessionId: uuid('session_id'),
    /** Made by the browser per intent: a double click or a repeated submit is the same operation. */
    intentId: uuid('intent_id').notNull(),
    requestId: uuid('request_id').notNull(),
    createdAt: instant('created_at').notNull(),
    finishedAt: instant('finished_at'),
    /** Since when a person wants nothing more of it sent; what was sent is still read back. */
    pausedAt: instant('paused_at'),
    /** The operation whose failed doors this one sends again. */
    retryOf: uuid('retry_of'),
  },
  (t) => [
    uniqueIndex('operation_intent').on(t.staffId, t.intentId),
    // Half as far to a row as the primary key.
    index('operation_lookup').using('hash', t.id),
    index('operation_created').on(t.createdAt, t.id),
    index('operation_state').on(t.state, t.createdAt),
    index('operation_retry').on(t.retryOf).where(sql`retry_of is not null`),
  ],
);

/** One call to OpenKit: one person, one set of terms, one or more doors. */
export const operationItem = pgTable(
  'operation_item',
  {
    id: uuid('id').primaryKey(),
    operationId: uuid('operation_id').notNull(),
    position: integer('position').notNull(),
    action: text('action').$type<'grant' | 'change' | 'revoke'>().notNull(),
    state: text('state').$type<ItemState>().notNull(),
    /** Null until OpenKit told us who a new person is. */
    personId: uuid('person_id'),
    /**
     * What OpenKit would match the person by (email, else phone) as it was asked, else their id: one call at a time for
     * each.
     */
    personKey: text('person_key').notNull(),
    recipient: jsonb('recipient').$type<Recipient>().notNull(),
    terms: jsonb('terms').$type<Terms>(),
    /** How the access stood when this change was asked for; null = it may stand as it likes. */
    expected: jsonb('expected').$type<AccessVersion>(),
    /** Whether its own intent is in the audit log: at once for few calls, before its first sending for many. */
    isIntentLogged: boolean('is_intent_logged').notNull().default(true),
    lane: text('lane').$type<Lane>().notNull(),
    /** The item of the same operation that must be confirmed on all its doors before this one is sent. */
    afterItemId: uuid('after_item_id'),
    /** Not before this instant: the settle time of a read-back. */
    dueAt: instant('due_at').notNull(),
    /** How often the write itself was sent, and how often a read-back found nothing since. */
    sends: integer('sends').notNull().default(0),
    emptyReadBacks: integer('empty_read_backs').notNull().default(0),
    sentAt: instant('sent_at'),
    /** The advisory lock of the worker that is sending: if nobody holds it, that worker is dead. */
    leaseOwner: integer('lease_owner'),
    /** Grows with every claim: an outcome written under an older fence is refused. */
    fence: bigint('fence', { mode: 'number' }).notNull().default(0),
  },
  (t) => [
    index('operation_item_operation').on(t.operationId, t.position),
    index('operation_item_person').on(t.personId),
    index('operation_item_person_key').on(t.personKey),
    // What is open for somebody, without all that ever was asked for them.
    index('operation_item_open_person')
      .on(t.personId)
      .where(sql`state in ('queued', 'sending', 'unknown', 'reconciling')`),
    index('operation_item_open_key')
      .on(t.personKey)
      .where(sql`state in ('queued', 'sending', 'unknown', 'reconciling')`),
    index('operation_item_next')
      .on(t.operationId, sql`(lane <> 'revoke')`, t.position)
      .where(sql`state in ('queued', 'unknown')`),
    // What workers have in hand: few, and thousands of calls that only wait do not pass through it.
    index('operation_item_held').on(t.operationId).where(sql`state in ('sending', 'reconciling')`),
    uniqueIndex('operation_item_one_call_a_person').on(t.personKey).where(sql`state = 'sending'`),
    // Under an address they had before, too.
    uniqueIndex('operation_item_one_call_an_id').on(t.personId).where(sql`state = 'sending'`),
  ],
);

/** What became of an item on each of its doors. */
export const operationItemDoor = pgTable(
  'operation_item_door',
  {
    itemId: uuid('item_id').notNull(),
    doorId: uuid('door_id').notNull(),
    operationId: uuid('operation_id').notNull(),
    buildingId: uuid('building_id'),
    state: text('state').$type<DoorState>().notNull(),
    /** A reason known to lib/messages, or OpenKit's own message when nobody documented it. */
    reason: text('reason'),
    settledAt: instant('settled_at'),
    /**
     * Since when a person wants it sent no more, where it was under way by then: it is read back, and no more than
     * that.
     */
    stoppedAt: instant('stopped_at'),
    /**
     * Domain time from which, and until which, OpenKit may have done it and we did not know; null = it answered at
     * once.
     */
    unconfirmedFrom: instant('unconfirmed_from'),
    unconfirmedUntil: instant('unconfirmed_until'),
    /** How the access stood instead of as expected; a person decides between the two. */
    found: jsonb('found').$type<AccessVersion>(),
  },
  (t) => [
    primaryKey({ columns: [t.itemId, t.doorId] }),
    index('operation_item_door_building').on(t.buildingId, t.operationId),
    index('operation_item_door_operation').on(t.operationId),
    index('operation_item_door_open')
      .on(t.doorId)
      .where(sql`state in ('queued', 'sending', 'unknown', 'needs_person')`),
    index('operation_item_door_unconfirmed').on(t.doorId, t.unconfirmedFrom).where(sql`unconfirmed_from is not null`),
  ],
);

/**
 * What a change can differ in from what somebody saw. `end` null = no expiry, `shareable` null = OpenKit does not say.
 */
export type AccessVersion = { end: string | null; shareable: boolean | null };

/** Who the item is for, as typed. OpenKit matches by email, else phone. */
export type Recipient = { firstName: string; lastName: string; email: string | null; phone: string | null };
