import { checkGrant } from '#lib/access-rules/grant-rules';
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
import { createOperation } from '#server/operations/create-operation';
import { findDoors } from '../doors/find-doors.ts';
import { findRecipient } from '../people/find-recipient.ts';
import { refuseSecondDaily } from './refuse-second-daily.ts';

/**
 * Accepts a grant: checks every rule, then records the operation that the worker will send in one POST. Answers at once;
 * nothing is granted until the operation says `applied`. The same `intentId` again answers the same operation.
 * Throws Refusal: `forbidden_or_missing`, `invalid` with the field and rule, `limited` above the role's cap.
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
    const { personId, recipient } = await findRecipient(tx, session, input.recipient);
    const doors = await findDoors(tx, session, input.doorIds);
    const [violation] = checkGrant({ recipient, terms, doors }, at);
    if (violation) {
      const { field, reason, params } = violation;
      throw new Refusal('invalid', { field, params: { ...params, reason } });
    }
    if (personId && isDaily(terms.passcodeType)) {
      await refuseSecondDaily(tx, session, { intentId: input.intentId, personId, doors, start: terms.start });
    }
    const places = doors.map((door) => ({ doorId: door.id, buildingId: door.buildingId }));
    return createOperation(tx, jobs, {
      kind: 'grant',
      staffId: session.staff.id,
      intentId: input.intentId,
      requestId: session.requestId,
      items: [{ action: 'grant', personId, recipient, terms, doors: places }],
    });
  });
}

function readInstant(text: string): string {
  const instant = parseInstant(text);
  if (!instant) throw new Refusal('invalid', { field: 'terms', params: { reason: 'date_invalid' } });
  return instant;
}
