import { createHmac } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { headers } from 'next/headers';
import { Refusal } from '#lib/errors';
import { type AuditInput, appendAudit } from '#server/audit/append';
import { db, type Tx } from '#server/db/pool';
import { signInAttempt } from '#server/db/schema/staff';
import { settings } from '#server/settings';
import { addressBlock, clientAddress } from './client-address.ts';

/** Records an hour: beyond them the log says enough, and nobody can fill it from outside. */
const recordsPerPlace = 300;
const recordsInAll = 1000;

/** Records that somebody without a session, or without a link that works, tried this operation. */
const recordStranger = (operation: string, requestId: string): Promise<void> =>
  record({ event: 'permission.deny', details: { operation } }, requestId);

/** Writes down that somebody without a session, or without a link that works, asked; lets the refusal go on. */
export const strangerRecorded = (operation: string, requestId: string) => async (error: unknown) => {
  const reason = error instanceof Refusal ? error.params.reason : undefined;
  if (reason === 'session_ended' || reason === 'link_used') await recordStranger(operation, requestId);
  throw error;
};

/** Records that an answer of the single sign-on was not one to our question, not whole, or no longer good. */
export const recordRejectedSignOn = (requestId: string): Promise<void> =>
  record({ event: 'session.refuse', details: { method: 'sso', reason: 'sso_rejected' } }, requestId);

/** Counted in the database, so a restart forgets nothing. */
async function record(tried: Pick<AuditInput, 'event' | 'details'>, requestId: string): Promise<void> {
  const address = clientAddress(await headers(), settings().trustedProxyHops);
  const subjects = [`stranger|${addressBlock(address)}`, 'stranger'].map(keyedHash);
  await db().transaction(async (tx) => {
    const [here = 0, everywhere = 0] = [await lastHour(tx, subjects[0]), await lastHour(tx, subjects[1])];
    if (here >= recordsPerPlace || everywhere >= recordsInAll) return;
    await tx.insert(signInAttempt).values(subjects.map((subject) => ({ subject })));
    await appendAudit(tx, {
      ...tried,
      phase: 'denied',
      actor: { kind: 'anonymous' },
      requestId,
      personal: { address },
    });
  });
}

const keyedHash = (text: string): string =>
  createHmac('sha256', settings().secrets.session).update(text).digest('base64url');

const lastHour = (tx: Tx, subject = ''): Promise<number> =>
  tx.$count(
    signInAttempt,
    sql`${signInAttempt.subject} = ${subject} and ${signInAttempt.at} > now() - interval '1 hour'`,
  );
