import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Role } from '#lib/permissions';
import { instant } from './columns.ts';

export const staff = pgTable(
  'staff',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** Lower case. */
    email: text('email').notNull(),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    /** Argon2id in PHC form; null until the person chose a password. */
    passwordHash: text('password_hash'),
    createdAt: instant('created_at').notNull().defaultNow(),
    disabledAt: instant('disabled_at'),
    /** Real time from which nothing works any more; null = no end. */
    endsAt: instant('ends_at'),
  },
  (t) => [uniqueIndex('staff_email').on(t.email)],
);

/**
 * Where a staff member's role holds: each row one portfolio, building or door. Owners need none: they see everything.
 */
export const staffScope = pgTable(
  'staff_scope',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    portfolioId: uuid('portfolio_id'),
    buildingId: uuid('building_id'),
    /** Auditors alone are limited to single doors. */
    doorId: uuid('door_id'),
  },
  (t) => [index('staff_scope_staff').on(t.staffId)],
);

/** The server's half of a sign-in; the cookie only names it. Checked against real time on each request. */
export const session = pgTable(
  'session',
  {
    id: uuid('id').primaryKey(),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
    endedAt: instant('ended_at'),
    /** When this person last proved who they are: sensitive acts want that to be fresh. */
    provedAt: instant('proved_at').notNull().defaultNow(),
    /** Locked screens answer nobody until the same person proves who they are. */
    lockedAt: instant('locked_at'),
    method: text('method').$type<'password' | 'sso'>().notNull().default('password'),
    address: text('address'),
    userAgent: text('user_agent'),
  },
  (t) => [index('session_staff').on(t.staffId)],
);

/** A single-use link (first owner, invites, password resets). Only the hash of its secret is kept. */
export const oneTimeLink = pgTable('one_time_link', {
  tokenHash: text('token_hash').primaryKey(),
  purpose: text('purpose').$type<'first_owner' | 'invite' | 'password_reset'>().notNull(),
  staffId: uuid('staff_id'),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
});

/** Failed sign-ins per account and per address, so that limits survive a restart. */
export const signInAttempt = pgTable(
  'sign_in_attempt',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** Keyed hash of the email or the address: enough to count, nothing to read. */
    subject: text('subject').notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  (t) => [index('sign_in_attempt_subject').on(t.subject, t.at)],
);

/**
 * How often somebody did what is limited an hour, by the hour (real time), of all processes together. Pruned after a
 * day.
 */
export const hourlyAct = pgTable(
  'hourly_act',
  {
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    act: text('act').$type<HourlyAct>().notNull(),
    hour: instant('hour').notNull(),
    times: integer('times').notNull(),
  },
  (t) => [primaryKey({ columns: [t.staffId, t.act, t.hour] })],
);

export type HourlyAct = 'search' | 'import';
