import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { DoorEventName, DriftKind } from '#lib/history';
import { instant } from './columns.ts';

/**
 * The ledger of what was seen to happen to doors. Never changed, only added to. Whether a lock is connected is left
 * out: it comes and goes by the hour, and the door says how it is now.
 */
export const doorEvent = pgTable(
  'door_event',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant('at').notNull(),
    name: text('name').$type<DoorEventName>().notNull(),
    doorId: uuid('door_id').notNull(),
    buildingId: uuid('building_id').notNull(),
    generation: bigint('generation', { mode: 'number' }),
    before: jsonb('before'),
    after: jsonb('after'),
  },
  (t) => [
    index('door_event_door').on(t.doorId, t.at),
    index('door_event_building').on(t.buildingId, t.at),
    index('door_event_at').on(t.at, t.id),
  ],
);

/**
 * How long locks did not hear of what was given, changed or taken away, once they did: until then they could refuse the
 * one and still open for the other. What still waits stands on the access itself. Never changed, only added to.
 */
export const syncWait = pgTable(
  'sync_wait',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    accessId: uuid('access_id').notNull(),
    personId: uuid('person_id').notNull(),
    doorId: uuid('door_id').notNull(),
    since: instant('since').notNull(),
    /** From when the lock could still open for it, where it was taken away; null = it was not. */
    takenAt: instant('taken_at'),
    /**
     * When it was read as connected or somebody said that it had synced, or what was taken away was given again; at the
     * latest the access's own end, or the later one that the lock still knew. Of a code the end of its day, which no lock
     * has to hear of.
     */
    until: instant('until').notNull(),
    endedBy: text('ended_by').$type<'reading' | 'claim' | 'given_again' | 'day_over'>().notNull(),
  },
  (t) => [
    // All that "what had the lock not heard of then" needs, without reading the rows.
    index('sync_wait_of_door').on(t.doorId, t.until, t.since, t.takenAt, t.accessId, t.personId, t.id),
    index('sync_wait_of_person').on(t.personId, t.until, t.since, t.takenAt, t.accessId, t.doorId, t.id),
  ],
);

/**
 * What a person said of a door that vanished: which door took its place (its history goes on there), or that none did.
 * It holds until that door is listed again.
 */
export const doorSuccessor = pgTable(
  'door_successor',
  {
    oldDoorId: uuid('old_door_id').primaryKey(),
    newDoorId: uuid('new_door_id'),
    staffId: uuid('staff_id').notNull(),
    /** Real time. */
    at: instant('at').notNull(),
  },
  (t) => [index('door_successor_new').on(t.newDoorId)],
);

/** What a person said of somebody at OpenKit: who they are now (leases and reasons go on there), or nobody else. */
export const personSuccessor = pgTable('person_successor', {
  oldPersonId: uuid('old_person_id').primaryKey(),
  newPersonId: uuid('new_person_id'),
  staffId: uuid('staff_id').notNull(),
  /** Real time. */
  at: instant('at').notNull(),
});

/** Addresses that people had at OpenKit: whoever has one of them now may be the same person, or may not. */
export const formerEmail = pgTable(
  'former_email',
  { personId: uuid('person_id').notNull(), emailKey: text('email_key').notNull() },
  (t) => [primaryKey({ columns: [t.personId, t.emailKey] }), index('former_email_key').on(t.emailKey)],
);

/** Events of the ledger that nobody here caused, until a person has looked at them. */
export const drift = pgTable(
  'drift',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    eventId: bigint('event_id', { mode: 'number' }).notNull(),
    kind: text('kind').$type<DriftKind>().notNull(),
    /** What it is grouped by: the person who vanished, else the door. */
    subjectId: uuid('subject_id').notNull(),
    at: instant('at').notNull(),
    accessId: uuid('access_id').notNull(),
    buildingId: uuid('building_id'),
    /** Real time. */
    acceptedAt: instant('accepted_at'),
    acceptedBy: uuid('accepted_by'),
    note: text('note'),
  },
  (t) => [
    index('drift_open').on(t.kind, t.subjectId, t.at, t.buildingId).where(sql`accepted_at is null`),
    index('drift_access').on(t.accessId).where(sql`accepted_at is null`),
    index('drift_subject').on(t.kind, t.subjectId, t.at, t.id),
    index('drift_accepted').on(t.acceptedAt).where(sql`accepted_at is not null`),
  ],
);
