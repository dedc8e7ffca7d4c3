import { randomUUID } from 'node:crypto';
import { checkGrant } from '#lib/access-rules/grant-rules';
import { refuseBrokenRule } from '#lib/access-rules/refuse-broken-rule';
import { isDaily } from '#lib/access-rules/terms';
import { Refusal } from '#lib/errors';
import { operationCap } from '#lib/permissions';
import type { GrantAccessInput } from '#lib/schemas/grant-access';
import { parseInstant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import { findDoors } from '../doors/find-doors.ts';
import { findIntent } from '../operations/find-intent.ts';
import { findRecipient } from '../people/find-recipient.ts';
import { carryOut } from '../reasons/carry-out.ts';
import { planGrant } from './plan-grant.ts';
import { refuseSecondDaily } from './refuse-second-daily.ts';

/**
 * Accepts a grant: checks every rule, then records why they are to hold the doors and the operation that the worker
 * will send: one POST for doors they do not hold, a PATCH for each one they do. Answers at once; nothing is granted
 * until the operation says `applied`. The same `intentId` again answers the same operation. Throws Refusal:
 * `forbidden_or_missing`, `invalid` with the field and rule, `stale`, `limited` above the role's cap.
 */
export async function grantAccess(session: Session, input: GrantAccessInput): Promise<{ operationId: string }> {
  await requirePermission(session, 'access.grant');
  if (input.doorIds.length > operationCap[session.staff.role]) {
    throw new Refusal('limited', { field: 'doorIds', params: { reason: 'too_many_doors' } });
  }
  const [at, jobs] = await Promise.all([now(), boss()]);
  const terms = {
    ...input.terms,
    start: readInstant(input.terms.start),
    end: input.terms.end && readInstant(input.terms.end),
  };
  return db().transaction(async (tx) => {
    const known = await findIntent(tx, session, input.intentId);
    if (known) return { operationId: known };
    const found = await findRecipient(tx, session, input.recipient);
    const { recipient } = found;
    const doors = await findDoors(tx, session, input.doorIds);
    refuseBrokenRule(checkGrant({ recipient, terms, doors }, at));
    if (isDaily(terms.passcodeType)) await refuseSecondDaily(tx, { ...found, doors, start: terms.start });
    const planned = [await planGrant(tx, session, { ...found, doors, terms, note: input.note ?? '' }, at)];
    if (planned.some(({ items }) => items.some(({ action }) => action === 'change')))
      await requirePermission(session, 'access.extend');
    const operationId = randomUUID();
    await carryOut(tx, jobs, session, { operationId, kind: 'grant', intentId: input.intentId, planned, at });
    return { operationId };
  });
}

function readInstant(text: string): string {
  const instant = parseInstant(text);
  if (!instant) throw new Refusal('invalid', { field: 'terms', params: { reason: 'date_invalid' } });
  return instant;
}
