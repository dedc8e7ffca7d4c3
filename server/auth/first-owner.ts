import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { type NewOwner, newOwner } from '#lib/schemas/new-owner';
import { type AuditActor, appendAudit } from '#server/audit/append';
import { type Db, db, type Tx } from '#server/db/pool';
import { staff } from '#server/db/schema/staff';
import { type Settings, SettingsError } from '#server/settings';
import { isCommonPassword, refuseCommonPassword } from './common-passwords.ts';
import { makeLink, takeLink } from './one-time-link.ts';
import { hashPassword } from './password.ts';

/**
 * Makes sure that somebody can sign in. Without any staff: an owner from OWNER_EMAIL and OWNER_PASSWORD, or else a
 * one-time link for the operator's terminal, good for 24 hours (an older one stops working). Null when none is needed.
 * Throws SettingsError when the owner's settings cannot be used.
 */
export async function ensureFirstOwner(database: Db, settings: Settings): Promise<{ link: string } | null> {
  if ((await database.$count(staff)) > 0) return null;
  if (!settings.owner) return { link: await makeOwnerLink(database, settings.web.publicUrl) };
  const { email, password } = settings.owner;
  const parsed = newOwner.safeParse({ name: email.split('@')[0], email, password });
  if (!parsed.success) {
    throw new SettingsError('OWNER_EMAIL must be an email address and OWNER_PASSWORD have at least 15 characters.');
  }
  if (isCommonPassword(password)) {
    throw new SettingsError('OWNER_PASSWORD is one of the passwords that are guessed first: choose another one.');
  }
  await database.transaction((tx) => addOwner(tx, parsed.data, { kind: 'system', name: 'launcher' }, randomUUID()));
  return null;
}

/** Turns a one-time link into the first owner. Throws Refusal `stale` when the link was used, expired or never made. */
export async function claimFirstOwner(token: string, owner: NewOwner, requestId: string): Promise<void> {
  refuseCommonPassword(owner.password, 'owner.password');
  await db().transaction(async (tx) => {
    await takeLink(tx, token, ['first_owner']);
    await addOwner(tx, owner, { kind: 'anonymous' }, requestId);
  });
}

const makeOwnerLink = (database: Db, publicUrl: string): Promise<string> =>
  database.transaction((tx) => makeLink(tx, publicUrl, { purpose: 'first_owner', hours: 24 }));

async function addOwner(tx: Tx, owner: NewOwner, actor: AuditActor, requestId: string): Promise<void> {
  // Two at once would both find the house empty.
  await tx.execute(sql`lock table staff in share row exclusive mode`);
  if ((await tx.$count(staff)) > 0) throw new Refusal('stale', { params: { reason: 'link_used' } });
  const passwordHash = await hashPassword(owner.password);
  const [made] = await tx
    .insert(staff)
    .values({ email: owner.email, name: owner.name, role: 'owner', passwordHash })
    .returning({ id: staff.id });
  await appendAudit(tx, {
    event: 'staff.manage',
    phase: 'done',
    actor,
    object: made && { type: 'staff', id: made.id },
    requestId,
    details: { role: 'owner' },
    personal: { email: owner.email, name: owner.name },
  });
}
