import { checkGrant } from '#lib/access-rules/grant-rules';
import { refuseBrokenRule } from '#lib/access-rules/refuse-broken-rule';
import { checkPlan } from '#lib/plans/check-plan';
import type { PlanRule } from '#lib/plans/plan-rule';
import { dayOf } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import type { Recipient } from '#server/db/schema/operations';
import type { FoundDoor } from '../doors/find-doors.ts';

type Codes = { recipient: Recipient; doors: FoundDoor[]; notify: boolean };

/**
 * The rules of a daily code hold for each code of a plan; its days are counted by the first door's calendar. Throws
 * Refusal `invalid` with field and rule.
 */
export function refuseBroken(rule: PlanRule, { recipient, doors, notify }: Codes, at: Instant): void {
  const terms = {
    passcodeType: 'DAILY' as const,
    start: at,
    end: null,
    shareable: false,
    role: 'non_resident' as const,
    notify,
  };
  const today = dayOf(at, doors[0]?.timeZone ?? 'UTC');
  const broken = [...checkGrant({ recipient, terms, doors }, at), ...checkPlan(rule, today)];
  refuseBrokenRule(broken, (field) => field.replace('recipient.', ''));
}
