import * as z from 'zod/mini';
import { day } from './day.ts';
import { name } from './text.ts';
import { uuid } from './uuid.ts';

const planStates = ['active', 'paused', 'ended'] as const;
export type PlanState = (typeof planStates)[number];

/**
 * `issued`: an operation asks for it; `missed`: its day went by; `refused`: OpenKit would not take it, so it was not
 * sent.
 */
export type CodeState = 'issued' | 'missed' | 'refused';

const days = z.array(day).check(z.maxLength(366, 'plan_too_many_dates'));

/** Whom codes are for: somebody of a company, with one address. */
const technician = {
  company: z.string().check(z.trim(), z.minLength(1, 'company_required'), z.maxLength(300, 'name_too_long')),
  firstName: name,
  lastName: name,
  email: z.string().check(z.trim(), z.maxLength(320, 'email_invalid')),
  phone: z.string().check(z.trim(), z.maxLength(40, 'phone_invalid')),
};

/** What can be changed of a plan later: everything but the day it began. */
const planTerms = {
  ...technician,
  doorIds: z.array(uuid).check(z.minLength(1, 'doors_required'), z.maxLength(100, 'too_many_doors')),
  weekdays: z.array(z.int().check(z.gte(0), z.lte(6))),
  dates: days,
  until: z.nullable(day),
  exceptions: days,
  notify: z.boolean(),
};

/** What the sheet "Plan codes" sends. `dates` and `weekdays` exclude each other; `until` empty = no end. */
export const createPlanSchema = z.strictObject({
  intentId: uuid,
  ...planTerms,
  starts: day,
});
export type CreatePlanInput = z.infer<typeof createPlanSchema>;
export type TechnicianInput = Pick<CreatePlanInput, keyof typeof technician>;

/**
 * Whom codes are for as far as it is typed: names may still be missing. `planId`: the plan whose own person is being
 * corrected.
 */
export const contactSharersSchema = z.strictObject({
  planId: z.optional(uuid),
  company: z.string().check(z.trim(), z.maxLength(300, 'name_too_long')),
  firstName: z.string().check(z.trim(), z.maxLength(300, 'name_too_long')),
  lastName: z.string().check(z.trim(), z.maxLength(300, 'name_too_long')),
  email: technician.email,
  phone: technician.phone,
});
export type ContactSharersInput = z.infer<typeof contactSharersSchema>;

export const changePlanSchema = z.discriminatedUnion('change', [
  z.strictObject({ planId: uuid, change: z.enum(['pause', 'resume', 'end']) }),
  z.strictObject({ planId: uuid, change: z.enum(['skip', 'unskip']), day }),
  z.strictObject({ planId: uuid, change: z.literal('edit'), ...planTerms }),
]);
export type ChangePlanInput = z.infer<typeof changePlanSchema>;
export type EditPlanInput = Extract<ChangePlanInput, { change: 'edit' }>;

/** A company gets another name, or no further code: nobody of it, or one of its people. */
export const changeVendorSchema = z.discriminatedUnion('change', [
  z.strictObject({ vendorId: uuid, change: z.literal('rename'), company: technician.company }),
  z.strictObject({ vendorId: uuid, change: z.literal('end'), technicianId: z.nullable(uuid) }),
]);
export type ChangeVendorInput = z.infer<typeof changeVendorSchema>;

const rule = {
  weekdays: z.array(z.number()),
  dates: z.array(z.string()),
  starts: z.string(),
  until: z.nullable(z.string()),
  exceptions: z.array(z.string()),
};

/** What became of one day on one door, as a person should understand it. */
const codeOutcomes = ['sending', 'confirmed', 'unconfirmed', 'needs_person', 'refused', 'missed'] as const;

export const planCodeSchema = z.object({
  day: z.string(),
  doorId: z.string(),
  doorName: z.string(),
  outcome: z.enum(codeOutcomes),
  reason: z.nullable(z.string()),
  operationId: z.nullable(z.string()),
});
export type PlanCode = z.infer<typeof planCodeSchema>;
export type CodeOutcome = PlanCode['outcome'];

/** A row of the list of plans: doors and codes in the viewer's scope alone. */
export const planRowSchema = z.object({
  id: z.string(),
  personName: z.string(),
  vendorName: z.string(),
  state: z.enum(planStates),
  ...rule,
  doorCount: z.number(),
  doorName: z.string(),
  buildingName: z.string(),
  /** Codes of the last 7 days that were missed, refused or need a person. */
  problems: z.number(),
  /** The next planned day that has no code yet, by the first door's calendar. */
  nextDay: z.nullable(z.string()),
});
export type PlanRow = z.infer<typeof planRowSchema>;

const planViewSchema = z.object({
  ...z.omit(planRowSchema, { problems: true }).shape,
  firstName: z.string(),
  lastName: z.string(),
  email: z.nullable(z.string()),
  phone: z.nullable(z.string()),
  notify: z.boolean(),
  staffName: z.string(),
  /** OpenKit's person, once a code was confirmed. `isGone`: OpenKit lists them no more. */
  person: z.nullable(z.object({ id: z.string(), isGone: z.boolean() })),
  /** Others in scope with the same email or phone number, by name. */
  sharesContactWith: z.array(z.string()),
  mayManage: z.boolean(),
  doors: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      buildingName: z.string(),
      timeZone: z.nullable(z.string()),
      /** Why no code can be issued here now: a reason known to lib/messages. */
      obstacle: z.nullable(z.string()),
    }),
  ),
  /**
   * The next 60 days by the first door's calendar; `isSkipped`: taken out; `outcome`: of its codes, null = none yet.
   */
  preview: z.array(z.object({ day: z.string(), isSkipped: z.boolean(), outcome: z.nullable(z.enum(codeOutcomes)) })),
});
export type PlanView = z.infer<typeof planViewSchema>;

/** A company with its people, as far as they have a plan on a door in the viewer's scope. */
export type VendorView = {
  id: string;
  name: string;
  /** Whether every plan of it lies in scope, and the viewer may change them. */
  mayManage: boolean;
  technicians: {
    id: string;
    name: string;
    email: string | null;
    phone: string | null;
    /** Others in scope with the same email or phone number, by name. */
    sharesContactWith: string[];
    /** The last day there is a code for; null = none was issued yet. */
    lastDay: string | null;
    /** Those that go on first, then the newest. */
    plans: (Pick<PlanRow, 'id' | 'state' | 'weekdays' | 'dates' | 'starts' | 'until' | 'exceptions'> & {
      doorCount: number;
    })[];
  }[];
};
