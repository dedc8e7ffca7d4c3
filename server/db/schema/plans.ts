import { sql } from 'drizzle-orm';
import { boolean, date, index, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { CodeState, PlanState } from '#lib/schemas/plan';
import { instant, sortText } from './columns.ts';

/** A company whose people come and go by codes for single days. OpenKit knows none: it is ours. */
export const vendor = pgTable(
  'vendor',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    name: text('name').notNull(),
    sortName: sortText('sort_name').generatedAlwaysAs(sql`search_key(name)`),
  },
  (t) => [uniqueIndex('vendor_name').on(t.sortName)],
);

/**
 * Somebody of a vendor. Codes go to the one address there is; OpenKit makes the person when the first one is issued.
 */
export const technician = pgTable(
  'technician',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    vendorId: uuid('vendor_id')
      .notNull()
      .references(() => vendor.id),
    firstName: text('first_name').notNull(),
    lastName: text('last_name').notNull(),
    email: text('email'),
    /** E.164. */
    phone: text('phone'),
    sortName: sortText('sort_name').generatedAlwaysAs(sql`search_key(first_name || ' ' || last_name)`),
  },
  (t) => [
    index('technician_vendor').on(t.vendorId),
    index('technician_email').on(sql`lower(email)`),
    index('technician_phone').on(t.phone),
  ],
);

/** Recurring codes: who, which doors, which days. Days are calendar days in each door's own zone. */
export const plan = pgTable(
  'plan',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    technicianId: uuid('technician_id')
      .notNull()
      .references(() => technician.id),
    /** Monday = 0. */
    weekdays: smallint('weekdays').array().notNull(),
    dates: text('dates').array().notNull(),
    starts: date('starts', { mode: 'string' }).notNull(),
    until: date('until', { mode: 'string' }),
    exceptions: text('exceptions').array().notNull(),
    notify: boolean('notify').notNull(),
    state: text('state').$type<PlanState>().notNull(),
    /** Whose rights each code is issued under: who made it, or went on with it last. */
    staffId: uuid('staff_id').notNull(),
    intentId: uuid('intent_id').notNull(),
    createdAt: instant('created_at').notNull(),
    /** Days before this domain time are none of the plan's: it did not exist yet, or was paused. */
    activeSince: instant('active_since').notNull(),
    /** Every planned day up to this one has its code or its reason, on every door. */
    settledThrough: date('settled_through', { mode: 'string' }),
    /** When the worker has to look again, in domain time. */
    dueAt: instant('due_at').notNull(),
  },
  (t) => [
    uniqueIndex('plan_intent').on(t.staffId, t.intentId),
    index('plan_due').on(t.dueAt).where(sql`state = 'active'`),
    index('plan_created').on(t.createdAt, t.id),
  ],
);

export const planDoor = pgTable(
  'plan_door',
  {
    planId: uuid('plan_id')
      .notNull()
      .references(() => plan.id),
    doorId: uuid('door_id').notNull(),
    buildingId: uuid('building_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.planId, t.doorId] }), index('plan_door_building').on(t.buildingId, t.planId)],
);

/** What became of a day of a plan on a door. One a technician, door and day, whichever plan asks: never two codes. */
export const planCode = pgTable(
  'plan_code',
  {
    technicianId: uuid('technician_id').notNull(),
    doorId: uuid('door_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    planId: uuid('plan_id')
      .notNull()
      .references(() => plan.id),
    buildingId: uuid('building_id').notNull(),
    state: text('state').$type<CodeState>().notNull(),
    /** Why there is none: a reason known to lib/messages. */
    reason: text('reason'),
    operationId: uuid('operation_id'),
    /** Domain time. */
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.technicianId, t.doorId, t.day] }),
    index('plan_code_plan').on(t.planId, t.day),
    index('plan_code_at').on(t.at),
  ],
);
