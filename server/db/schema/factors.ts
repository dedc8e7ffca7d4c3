import { bigint, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { staff } from './staff.ts';

/** A staff member's authenticator app. */
export const totpFactor = pgTable('totp_factor', {
  staffId: uuid('staff_id')
    .primaryKey()
    .references(() => staff.id, { onDelete: 'cascade' }),
  /** The shared secret, sealed with DATA_KEY. */
  sealedSecret: text('sealed_secret').notNull(),
  /** Null until the first code from the app was right: before that it guards nothing. */
  confirmedAt: instant('confirmed_at'),
  /** The newest 30-second step whose code was used: none of it or before it is taken again. */
  lastStep: bigint('last_step', { mode: 'number' }),
});

/** For the day the authenticator is lost: each code works once. Only keyed hashes are kept. */
export const recoveryCode = pgTable(
  'recovery_code',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    codeHash: text('code_hash').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [index('recovery_code_staff').on(t.staffId)],
);

/** Who somebody is at the single sign-on provider: issuer and subject, never the email address. */
export const staffIdentity = pgTable(
  'staff_identity',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    linkedAt: instant('linked_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.issuer, t.subject] }), index('staff_identity_staff').on(t.staffId)],
);
