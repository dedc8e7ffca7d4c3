import type { PlanMissingInput } from '#lib/schemas/dry-run';
import { type Instant, laterOf } from '#lib/time/instant';
import { joined, merged } from '#lib/units/plan-calls';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { findDoors } from '../doors/find-doors.ts';
import { type MissingHolder, missingHolders } from '../doors/missing-holders.ts';
import { makeDryRun } from './make-dry-run.ts';
import { type Grantee, planGrants } from './plan-grants.ts';

/**
 * Works out what it takes to give a door to everybody who is meant to hold it and does not, each on the terms of their
 * reasons, and sends nothing. They hold the app already, so Latch invites nobody. Throws Refusal
 * `forbidden_or_missing`, `limited`.
 */
export async function planMissing(session: Session, { doorId }: PlanMissingInput): Promise<{ dryRunId: string }> {
  await requirePermission(session, 'access.grant');
  const at = await now();
  return makeDryRun(session, 'grant', async (tx) => {
    const doors = await findDoors(tx, session, [doorId]);
    const byPerson = Map.groupBy(await missingHolders(tx, doorId, at), ({ personId }) => personId);
    const grantees = [...byPerson.values()]
      .flatMap((reasons) => toGrantee(reasons, at))
      .map((one) => ({ ...one, doors }));
    return planGrants(tx, grantees, at);
  });
}

function toGrantee(reasons: readonly MissingHolder[], at: Instant): Omit<Grantee, 'doors'>[] {
  const [first] = reasons;
  if (!first) return [];
  const { start, end, shareable, role } = merged(joined(reasons));
  const terms = { passcodeType: 'PERMANENT' as const, start: laterOf(start, at), end, shareable, role, notify: false };
  return [{ personId: first.personId, recipient: first.recipient, terms }];
}
