import { checkGrant, type Violation } from '#lib/access-rules/grant-rules';
import { placeholderId } from '#lib/ids';
import { sentenceFor } from '#lib/messages/message-for';
import { checkPlan, lastDay } from '#lib/plans/check-plan';
import { type CreatePlanInput, createPlanSchema } from '#lib/schemas/plan';
import { dayOf, isUnreadable, type LocalDate } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import type { FieldError } from '@/components/ui/field';
import type { PlanForm } from './plan-draft.ts';

/** Today by the calendar of the doors chosen. */
const todayOf = ({ doors }: PlanForm, now: Instant): LocalDate => dayOf(now, doors[0]?.timeZone ?? 'UTC');

export function planInputOf(form: PlanForm, intentId: string, now: Instant): CreatePlanInput {
  const { doors, kind, until, dayTyped: _, ...typed } = form;
  const isWeekly = kind === 'weekdays';
  const rule = {
    weekdays: isWeekly ? typed.weekdays : [],
    dates: isWeekly ? [] : typed.dates,
    starts: todayOf(form, now),
    exceptions: isWeekly ? typed.exceptions : [],
  };
  return {
    ...typed,
    ...rule,
    intentId,
    doorIds: doors.map((door) => door.id),
    until: lastDay({ ...rule, until: isWeekly && until ? until : null }),
  };
}

export type PlanErrors = Partial<Record<keyof PlanForm, FieldError>>;

const terms = { passcodeType: 'DAILY', end: null, shareable: false, role: 'non_resident' } as const;

/**
 * What is wrong with the form, a sentence a field: its shape, then OpenKit's rules, then the days; the server asks the
 * same.
 */
export function planErrorsOf(form: PlanForm, now: Instant): PlanErrors {
  const input = planInputOf(form, placeholderId, now);
  const shape = createPlanSchema.safeParse(input).error?.issues ?? [];
  const recipient = {
    firstName: form.firstName,
    lastName: form.lastName,
    email: form.email.trim() || null,
    phone: form.phone.trim() || null,
  };
  const found = [
    ...shape.map(({ path, message }) => ({ field: String(path[0]), reason: message, params: {} })),
    ...checkGrant({ recipient, terms: { ...terms, start: now, notify: form.notify }, doors: form.doors }, now),
    ...checkDayTyped(form),
    ...checkPlan(input, todayOf(form, now)),
  ];
  const errors: PlanErrors = {};
  for (const { field, reason, params } of found) {
    const name = planField(field);
    if (name) errors[name] ??= sentenceFor({ code: 'invalid', params: { ...params, reason } });
  }
  return errors;
}

/** A day that was typed and forgotten is not left out in silence. */
function checkDayTyped({ kind, dayTyped }: PlanForm): Violation[] {
  if (dayTyped === '') return [];
  const field = kind === 'dates' ? 'dates' : 'exceptions';
  return [{ field, reason: isUnreadable(dayTyped) ? 'date_invalid' : 'plan_day_not_added' }];
}

const fields = [
  'weekdays',
  'dates',
  'until',
  'exceptions',
  'company',
  'firstName',
  'lastName',
  'email',
  'phone',
] as const;

/** Where in the form a field of the input is shown. */
export function planField(field: string | undefined): keyof PlanForm | null {
  const name = field?.replace('recipient.', '');
  if (name === 'doorIds') return 'doors';
  return fields.find((known) => known === name) ?? null;
}
