import { sql } from 'drizzle-orm';
import { boolean, date, index, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { AccessRole } from '#lib/access-rules/terms';
import type { BundleKind, ReasonKind, TaskKind } from '#lib/units/kinds';
import { instant, sortText } from './columns.ts';

/** A home: OpenKit knows doors alone, so that this is ours. Named once in its building, whatever its spelling. */
export const unit = pgTable(
  'unit',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    buildingId: uuid('building_id').notNull(),
    name: text('name').notNull(),
    archivedAt: instant('archived_at'),
    sortName: sortText('sort_name').generatedAlwaysAs(sql`search_key(name)`),
  },
  (t) => [
    uniqueIndex('unit_name').on(t.buildingId, t.sortName).where(sql`archived_at is null`),
    index('unit_sort').on(t.sortName, t.id),
    index('unit_search').using('gin', sql`sort_name gin_trgm_ops`),
  ],
);

/** The private doors of a unit. A door may belong to two units that share a vestibule. */
export const unitDoor = pgTable(
  'unit_door',
  {
    unitId: uuid('unit_id')
      .notNull()
      .references(() => unit.id, { onDelete: 'cascade' }),
    doorId: uuid('door_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.unitId, t.doorId] }), index('unit_door_door').on(t.doorId)],
);

/** Doors that are given together: amenities with each lease, service doors to those who work there. */
export const bundle = pgTable(
  'bundle',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    buildingId: uuid('building_id').notNull(),
    name: text('name').notNull(),
    kind: text('kind').$type<BundleKind>().notNull(),
    archivedAt: instant('archived_at'),
    sortName: sortText('sort_name').generatedAlwaysAs(sql`search_key(name)`),
  },
  (t) => [
    uniqueIndex('bundle_name').on(t.buildingId, t.sortName).where(sql`archived_at is null`),
    index('bundle_sort').on(t.sortName, t.id),
  ],
);

/** A door of a bundle with what differs on it: never shareable, or closed after a day (in the building's zone). */
export const bundleDoor = pgTable(
  'bundle_door',
  {
    bundleId: uuid('bundle_id')
      .notNull()
      .references(() => bundle.id, { onDelete: 'cascade' }),
    doorId: uuid('door_id').notNull(),
    isShareable: boolean('is_shareable').notNull().default(true),
    endsOn: date('ends_on', { mode: 'string' }),
  },
  (t) => [primaryKey({ columns: [t.bundleId, t.doorId] }), index('bundle_door_door').on(t.doorId)],
);

/** When a lease opens and closes doors in a building, on its own clock. A lease's end is not the end of access. */
export const buildingRules = pgTable('building_rules', {
  buildingId: uuid('building_id').primaryKey(),
  moveInHour: smallint('move_in_hour').notNull(),
  moveOutHour: smallint('move_out_hour').notNull(),
  /** Days that doors stay open after the lease ended. */
  graceDays: smallint('grace_days').notNull(),
});

/** One person's lease of one unit; those of a household stand side by side. */
export const tenancy = pgTable(
  'tenancy',
  {
    id: uuid('id').primaryKey(),
    unitId: uuid('unit_id')
      .notNull()
      .references(() => unit.id),
    buildingId: uuid('building_id').notNull(),
    /** Null until OpenKit told us who a new person is. */
    personId: uuid('person_id'),
    /** The person's id, else the email they are to be known by. */
    personKey: text('person_key').notNull(),
    /** As typed, for as long as nobody knows the person. */
    personName: text('person_name').notNull(),
    leaseStart: date('lease_start', { mode: 'string' }),
    /** Null = no end is known. */
    leaseEnd: date('lease_end', { mode: 'string' }),
    /** What began it; null where nothing had to be sent. */
    operationId: uuid('operation_id'),
    /** Of a household that was found living in the building: what no bundle brought them there is the lease's, too. */
    isFound: boolean('is_found').notNull().default(false),
    endedAt: instant('ended_at'),
    endedOperationId: uuid('ended_operation_id'),
  },
  (t) => [
    uniqueIndex('tenancy_once').on(t.unitId, t.personKey).where(sql`ended_at is null`),
    index('tenancy_unit').on(t.unitId),
    index('tenancy_person').on(t.personId),
    index('tenancy_end').on(t.buildingId, t.leaseEnd).where(sql`ended_at is null`),
    index('tenancy_operation').on(t.operationId),
    index('tenancy_ended_operation').on(t.endedOperationId).where(sql`ended_operation_id is not null`),
  ],
);

/** Why a person is to hold a door, and on what terms. A door is taken away when none of them is left. */
export const accessReason = pgTable(
  'access_reason',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    personId: uuid('person_id'),
    personKey: text('person_key').notNull(),
    doorId: uuid('door_id').notNull(),
    buildingId: uuid('building_id'),
    kind: text('kind').$type<ReasonKind>().notNull(),
    /** The lease it belongs to. */
    tenancyId: uuid('tenancy_id').references(() => tenancy.id),
    /** The bundle that brought the door. */
    bundleId: uuid('bundle_id'),
    /** Whose guest they are. */
    hostId: uuid('host_id'),
    /** For one day's code and nothing longer: kept to know why, never compared with what is held. */
    isDaily: boolean('is_daily').notNull().default(false),
    /** A job number, or a few words. */
    note: text('note'),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at'),
    shareable: boolean('shareable').notNull(),
    role: text('role').$type<AccessRole>().notNull(),
    /** The operation that asked for it; null where the access was found held. */
    operationId: uuid('operation_id'),
    endedAt: instant('ended_at'),
    endedOperationId: uuid('ended_operation_id'),
  },
  (t) => [
    index('access_reason_person').on(t.personId, t.doorId).where(sql`ended_at is null`),
    index('access_reason_tenancy').on(t.tenancyId).where(sql`ended_at is null and tenancy_id is not null`),
    index('access_reason_bundle').on(t.bundleId).where(sql`ended_at is null and bundle_id is not null`),
    index('access_reason_door').on(t.doorId).where(sql`ended_at is null`),
    index('access_reason_operation').on(t.operationId),
    index('access_reason_host').on(t.hostId).where(sql`ended_at is null and host_id is not null`),
  ],
);

/** Accesses that we gave to somebody's guest, and whose: OpenKit names hosts of those alone that residents shared. */
export const guestAccess = pgTable(
  'guest_access',
  { accessId: uuid('access_id').primaryKey(), hostId: uuid('host_id').notNull() },
  (t) => [index('guest_access_host').on(t.hostId)],
);

/** One person under two addresses: OpenKit cannot change an email, so that they appear there twice. */
export const personLink = pgTable(
  'person_link',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    fromPersonId: uuid('from_person_id').notNull(),
    /** Null until OpenKit told us who the new address is. */
    toPersonId: uuid('to_person_id'),
    toKey: text('to_key').notNull(),
    operationId: uuid('operation_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    index('person_link_from').on(t.fromPersonId),
    index('person_link_to').on(t.toPersonId),
    index('person_link_operation').on(t.operationId),
  ],
);

/** What OpenKit cannot do and a person has to finish, in Mission Control or at the door. */
export const task = pgTable(
  'task',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    kind: text('kind').$type<TaskKind>().notNull(),
    buildingId: uuid('building_id').notNull(),
    personId: uuid('person_id'),
    personName: text('person_name'),
    doorId: uuid('door_id'),
    unitId: uuid('unit_id'),
    operationId: uuid('operation_id'),
    assigneeId: uuid('assignee_id'),
    createdAt: instant('created_at').notNull(),
    doneAt: instant('done_at'),
    /** Null on a closed one: nobody needs it any more. */
    doneBy: uuid('done_by'),
  },
  (t) => [
    index('task_open').on(t.buildingId, t.createdAt).where(sql`done_at is null`),
    index('task_operation').on(t.operationId),
  ],
);

/** A task to be noted, open. */
export type NewTask = {
  kind: TaskKind;
  buildingId: string;
  unitId: string | null;
  personId: string | null;
  /** As typed, while nobody knows the person. */
  personName: string | null;
  doorId: string | null;
  operationId: string | null;
  /** Absent = nobody's: whoever has the time takes it. */
  assigneeId?: string;
};
