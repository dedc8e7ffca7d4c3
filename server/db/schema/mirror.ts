import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { DoorcodeStatus, PasscodeType } from '#lib/access-rules/terms';
import type { Connection } from '#lib/door-facets';
import type { AccessEventName, EventCause } from '#lib/history';
import type { Difference } from '#lib/schemas/openkit-status';
import { instant, sortText } from './columns.ts';

/** A row is gone only after two complete sweeps missed it, and then it stays, for history. */
const missing = {
  missedSweeps: integer('missed_sweeps').notNull().default(0),
  goneAt: instant('gone_at'),
};

export const portfolio = pgTable('portfolio', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  ...missing,
});

export const building = pgTable(
  'building',
  {
    id: uuid('id').primaryKey(),
    portfolioId: uuid('portfolio_id'),
    /** In how many sweeps running OpenKit has left out the portfolio that it was in: it leaves it with the second. */
    portfolioUntold: integer('portfolio_untold').notNull().default(0),
    name: text('name').notNull(),
    address: jsonb('address').$type<string[]>().notNull(),
    /** IANA zone, null when OpenKit named none or nonsense (kept in `statedTimeZone`). */
    timeZone: text('time_zone'),
    statedTimeZone: text('stated_time_zone'),
    sortName: sortText('sort_name').generatedAlwaysAs(sql`search_key(name)`),
    ...missing,
  },
  (t) => [index('building_portfolio').on(t.portfolioId), index('building_sort').on(t.sortName, t.id)],
);

export const door = pgTable(
  'door',
  {
    id: uuid('id').primaryKey(),
    buildingId: uuid('building_id').notNull(),
    name: text('name').notNull(),
    kind: text('kind').$type<'door' | 'elevator' | 'unknown'>().notNull(),
    accessibility: text('accessibility').$type<'communal' | 'private'>(),
    /** Null = OpenKit does not say. */
    isConnected: boolean('is_connected'),
    isActivated: boolean('is_activated').notNull(),
    serialNumber: text('serial_number'),
    deviceType: text('device_type'),
    batteryPercent: integer('battery_percent'),
    batteryAt: instant('battery_at'),
    /** `isConnected` in a word, so that "not known" can lead an index as well. */
    connection: text('connection')
      .$type<Connection>()
      .generatedAlwaysAs(
        sql`case when is_connected then 'connected' when not is_connected then 'offline' else 'unknown' end`,
      ),
    sortName: sortText('sort_name').generatedAlwaysAs(sql`search_key(name)`),
    searchText: text('search_text').generatedAlwaysAs(sql`find_text(name, coalesce(serial_number, ''))`),
    ...missing,
  },
  (t) => [
    index('door_building_sort').on(t.buildingId, t.sortName, t.id),
    index('door_sort').on(t.sortName, t.id),
    index('door_lookup').using('hash', t.id),
    // What the list of buildings counts: few different entries a building, which PostgreSQL folds into a page or two.
    index('door_building_facets').on(t.buildingId, t.goneAt, t.connection, t.isActivated),
    index('door_building_low').on(t.buildingId).where(sql`gone_at is null and battery_percent < 20`),
    index('door_kind_sort').on(t.kind, t.sortName, t.id),
    index('door_accessibility_sort').on(t.accessibility, t.sortName, t.id),
    index('door_connection_sort').on(t.connection, t.sortName, t.id),
    index('door_activation_sort').on(t.isActivated, t.sortName, t.id),
    index('door_battery_sort').on(sql`(coalesce(battery_percent, 101))`, t.sortName, t.id),
    index('door_battery_low').on(t.sortName, t.id).where(sql`battery_percent < 20`),
    index('door_battery_age').on(sql`(coalesce(battery_at, 'infinity'))`, t.sortName, t.id),
    index('door_search').using('gin', sql`search_text gin_trgm_ops`),
    // For names that are only similar to what was typed.
    index('door_name_similar').using('gin', sql`sort_name gin_trgm_ops`),
  ],
);

export const person = pgTable(
  'person',
  {
    id: uuid('id').primaryKey(),
    firstName: text('first_name').notNull(),
    lastName: text('last_name').notNull(),
    email: text('email'),
    phone: text('phone'),
    /** Database time at which a reading of this person alone began; sweeps do not count, they carry no phone. */
    refreshedAt: instant('refreshed_at'),
    refreshAskedAt: instant('refresh_asked_at'),
    emailKey: text('email_key').generatedAlwaysAs(sql`lower(email)`),
    sortName: sortText('sort_name').generatedAlwaysAs(sql`search_key(first_name || ' ' || last_name)`),
    searchText: text('search_text').generatedAlwaysAs(
      sql`find_text(first_name || ' ' || last_name, coalesce(email, '') || ' ' || coalesce(phone, ''))`,
    ),
    ...missing,
  },
  (t) => [
    index('person_sort').on(t.sortName, t.id),
    // Half as far to a row as the primary key.
    index('person_lookup').using('hash', t.id),
    index('person_email').on(t.emailKey),
    index('person_phone').on(t.phone),
    index('person_gone').on(t.id).where(sql`gone_at is not null`),
    index('person_search').using('gin', sql`search_text gin_trgm_ops`),
    // For names that are only similar to what was typed.
    index('person_name_similar').using('gin', sql`sort_name gin_trgm_ops`),
  ],
);

/**
 * Which buildings a person has or had anything to do with: the scope of staff, and lists by building, in name order.
 */
export const personBuilding = pgTable(
  'person_building',
  {
    personId: uuid('person_id').notNull(),
    buildingId: uuid('building_id').notNull(),
    /** Of the person, as `sort_name` is: see `spread-names.ts`. */
    isGone: boolean('is_gone').notNull().default(false),
    sortName: sortText('sort_name').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.buildingId] }),
    // How many people a building has, from a page or two.
    index('person_building_count').on(t.buildingId).where(sql`not is_gone`),
    index('person_building_sort').on(t.buildingId, t.sortName, t.personId),
  ],
);

type FacetColumn = Record<'passcodeType' | 'granterKind' | 'role' | 'goneAt' | 'startsAt', AnyPgColumn>;

const facets = (t: FacetColumn) => [t.passcodeType, t.granterKind, t.role, t.goneAt, t.startsAt] as const;

export const access = pgTable(
  'access',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    personId: uuid('person_id').notNull(),
    doorId: uuid('door_id').notNull(),
    /** As `person` and `door` have them, so that a page of accesses is read along one index: see `spread-names.ts`. */
    personName: text('person_name').notNull(),
    personSort: sortText('person_sort').notNull(),
    /** Null, and sorted first, for a door that OpenKit never listed for us. */
    doorName: text('door_name'),
    doorSort: sortText('door_sort').notNull().default(''),
    /** Null for a door that OpenKit never listed for us: then only people with every building in scope see it. */
    buildingId: uuid('building_id'),
    passcodeType: text('passcode_type').$type<PasscodeType>().notNull(),
    granterKind: text('granter_kind').$type<'partner' | 'user' | 'unknown'>().notNull(),
    granterId: uuid('granter_id'),
    /** Part of the identity: the start instant, or for daily types the day in the door's zone. */
    startKey: text('start_key').notNull(),
    startsAt: instant('starts_at').notNull(),
    /** Null = no expiry. OpenKit may state an end before the start: such an access never works. */
    endsAt: instant('ends_at'),
    /** `endsAt` in a form that indexes can order by and compare. */
    openUntil: instant('open_until').notNull().generatedAlwaysAs(sql`coalesce(ends_at, 'infinity')`),
    /** The day a daily code works, in the door's zone; null for PERMANENT and where the zone is unknown. */
    day: date('day', { mode: 'string' }),
    shareable: boolean('shareable'),
    role: text('role').$type<'resident' | 'non_resident' | 'guest' | 'tourer'>(),
    /** Whether OpenKit would show a code, and why not. The code itself is never stored. */
    doorcodeStatus: text('doorcode_status').$type<DoorcodeStatus>().notNull(),
    goneAt: instant('gone_at'),
    /**
     * The end for which the ledger already says that it came: natural expiry is an event even while OpenKit lists on.
     */
    endNotedAt: instant('end_noted_at'),
    /** Since when (domain time) the lock may not know how this access stands; null = nothing is known to be missing. */
    awaitsSyncSince: instant('awaits_sync_since'),
  },
  (t) => [
    unique('access_identity')
      .on(t.personId, t.doorId, t.passcodeType, t.granterKind, t.granterId, t.startKey)
      .nullsNotDistinct(),
    index('access_lookup').using('hash', t.id),
    // One for each order of a list, each with all that lists filter by: what is passed over is not read.
    index('access_by_person').on(
      t.personSort,
      t.personId,
      t.id,
      ...facets(t),
      t.openUntil,
      t.buildingId,
      t.doorId,
      t.doorSort,
    ),
    index('access_by_door').on(
      t.doorSort,
      t.doorId,
      t.id,
      ...facets(t),
      t.openUntil,
      t.buildingId,
      t.personId,
      t.personSort,
    ),
    index('access_by_start').on(
      t.startsAt,
      t.id,
      t.passcodeType,
      t.granterKind,
      t.role,
      t.goneAt,
      t.openUntil,
      t.buildingId,
      t.personId,
      t.doorId,
    ),
    index('access_by_end').on(
      t.openUntil,
      t.id,
      ...facets(t),
      t.buildingId,
      t.personId,
      t.doorId,
      t.personSort,
      t.doorSort,
    ),
    // All of some buildings, in name order.
    index('access_here').on(
      t.buildingId,
      t.personSort,
      t.personId,
      t.id,
      ...facets(t),
      t.openUntil,
      t.doorId,
      t.doorSort,
    ),
    // Kinds that are rare, in name order, and all kinds with what they may be put in order by.
    index('access_rare')
      .on(t.personSort, t.personId, t.id, ...facets(t))
      .where(sql`passcode_type <> 'PERMANENT' or granter_kind <> 'partner'`),
    index('access_facets').on(
      ...facets(t),
      t.openUntil,
      t.buildingId,
      t.personId,
      t.personSort,
      t.doorId,
      t.doorSort,
      t.id,
    ),
    // What a person or a door has now and next: lists count it row by row.
    index('access_of_person').on(t.personId, t.goneAt, t.openUntil, t.startsAt, t.doorId, t.buildingId),
    index('access_of_door').on(t.doorId, t.goneAt, t.openUntil, t.startsAt, t.personId),
    index('access_guest').on(t.buildingId, t.personId).where(sql`role = 'guest' or granter_kind = 'user'`),
    index('access_granter').on(t.granterId).where(sql`granter_kind = 'user' and gone_at is null`),
    index('access_end_to_note').on(t.endsAt).where(sql`gone_at is null and end_noted_at is distinct from ends_at`),
    index('access_waiting').on(t.doorId).where(sql`awaits_sync_since is not null`),
    index('access_day').on(t.day, t.buildingId).where(sql`day is not null and gone_at is null`),
  ],
);

type SpanColumn = Record<'name' | 'cause' | 'heldFrom' | 'heldUntil' | 'operationId', AnyPgColumn>;

const spanFacts = (t: SpanColumn) => [t.name, t.cause, t.heldFrom, t.heldUntil, t.operationId] as const;

/** The ledger of what was seen to happen to accesses, whoever did it. Never changed, only added to. */
export const accessEvent = pgTable(
  'access_event',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant('at').notNull(),
    name: text('name').$type<AccessEventName>().notNull(),
    cause: text('cause').$type<EventCause>().notNull(),
    accessId: uuid('access_id').notNull(),
    personId: uuid('person_id').notNull(),
    doorId: uuid('door_id').notNull(),
    buildingId: uuid('building_id'),
    operationId: uuid('operation_id'),
    /** The first sweep that showed it, if one did. */
    generation: bigint('generation', { mode: 'number' }),
    before: jsonb('before'),
    after: jsonb('after'),
    /** The window it left behind; both null when nothing was left, `held_until` alone for no expiry. */
    heldFrom: instant('held_from').generatedAlwaysAs(sql`ledger_instant(after, 'start')`),
    heldUntil: instant('held_until').generatedAlwaysAs(sql`ledger_instant(after, 'end')`),
  },
  (t) => [
    // The history of a door or person in its order, and all that "who could open it then" needs, without reading the
    // rows: see `heldSpans`. In the order of time, as the rows lie, so that few pages say which of them are visible.
    index('access_event_of_door').on(t.doorId, t.at, t.id, t.accessId, t.personId, ...spanFacts(t), t.buildingId),
    index('access_event_of_person').on(t.personId, t.at, t.id, t.accessId, t.doorId, ...spanFacts(t), t.buildingId),
    index('access_event_at').on(t.at, t.id),
    // The same of one kind and cause, or of one building, with all that filters and searches pass over.
    index('access_event_kind').on(t.name, t.cause, t.at, t.id, t.personId, t.doorId),
    index('access_event_building').on(t.buildingId, t.at, t.id, t.name, t.cause, t.personId, t.doorId),
  ],
);

/** Of accesses, and of the rest by name, which older sweeps did not count. */
export type SweepChanges = Difference & { people?: Difference; doors?: Difference; buildings?: Difference };

/** One reading of everything OpenKit shows us. */
export const sweep = pgTable(
  'sweep',
  {
    generation: bigint('generation', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    state: text('state').$type<'running' | 'complete' | 'suspect' | 'stopped'>().notNull(),
    phase: text('phase').$type<'buildings' | 'doors' | 'people' | 'done'>().notNull(),
    /** Where to go on after a kill; OpenKit's page token, opaque. */
    pageToken: text('page_token'),
    /** How many pages in a row brought nothing new, each with another to follow. */
    idlePages: integer('idle_pages').notNull().default(0),
    startedAt: instant('started_at').notNull(),
    finishedAt: instant('finished_at'),
    calls: integer('calls').notNull().default(0),
    seenCounts: jsonb('seen_counts')
      .$type<{ buildings: number; doors: number; people: number; accesses: number; unreadable: number }>()
      .notNull(),
    /** What it found different. */
    changes: jsonb('changes').$type<SweepChanges>().notNull().default({ appeared: 0, changed: 0, vanished: 0 }),
    /** A reason known to lib/messages: why it is stuck, or was not believed. It stays when the loss is accepted. */
    reason: text('reason'),
    /** Real time at which a person took what a suspect sweep missed for gone. */
    acceptedAt: instant('accepted_at'),
    acceptedBy: uuid('accepted_by'),
  },
  (t) => [
    index('sweep_complete').on(t.finishedAt).where(sql`state = 'complete'`),
    // Two at once would each take the other's marks.
    uniqueIndex('sweep_running').on(t.state).where(sql`state = 'running'`),
  ],
);

/**
 * What the sweep under way has seen so far, and the one before of late. Kept apart, so that rows that did not change
 * are not written; as durable as `sweep`, or one that goes on after a crash of PostgreSQL would have seen nothing.
 */
export const sweepSeen = pgTable(
  'sweep_seen',
  {
    generation: bigint('generation', { mode: 'number' }).notNull(),
    id: uuid('id').notNull(),
    /** Database time at which the page that showed it was asked for. */
    readAt: instant('read_at'),
  },
  (t) => [primaryKey({ columns: [t.generation, t.id] })],
);
