import { expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { unreadableDay } from '../time/day.ts';
import { saveBundleSchema } from './bundle.ts';
import { startCertificationSchema } from './certification.ts';
import { doorStatementSchema } from './door-statement.ts';
import { planBulkSchema } from './dry-run.ts';
import { inviteGuestSchema } from './guest.ts';
import { changePlanSchema, createPlanSchema } from './plan.ts';
import { changeStaffSchema } from './staff.ts';
import { extendLeaseSchema, moveInSchema, transferSchema } from './tenancy.ts';

const id = '00000000-0000-4000-8000-000000000000';
const plan = {
  company: 'Brightside',
  firstName: 'Ada',
  lastName: 'Bright',
  email: 'ada@brightside.example',
  phone: '',
  doorIds: [id],
  weekdays: [0],
  dates: [],
  until: null,
  exceptions: [],
  notify: true,
};
const person = { kind: 'new', firstName: 'Ada', lastName: 'Bright', email: '' };
const guest = { firstName: 'Ada', lastName: 'Bright', email: 'ada@brightside.example', phone: '' };
const rights = { role: 'owner', portfolioIds: [], buildingIds: [], doorIds: [] };
const selection = { kind: 'ids', list: 'people', ids: [id] };
const shared = { role: 'resident', shareable: false, notify: true };

type Case = [path: string, schema: z.ZodMiniType, withDay: (day: string | null) => unknown];
const optional: Case[] = [
  [
    'leaseEnd',
    moveInSchema,
    (leaseEnd) => ({
      ...{ intentId: id, unitId: id, person, leaseStart: '2027-01-31', leaseEnd },
      ...{ bundleIds: [], needsKeycard: false },
    }),
  ],
  ['leaseEnd', extendLeaseSchema, (leaseEnd) => ({ intentId: id, tenancyIds: [id], leaseEnd, sharing: null })],
  ['leaseEnd', transferSchema, (leaseEnd) => ({ intentId: id, tenancyId: id, unitId: id, leaseEnd })],
  [
    'doors.0.endsOn',
    saveBundleSchema,
    (endsOn) => ({
      ...{ bundleId: null, buildingId: id, name: 'Amenities', kind: 'amenities' },
      doors: [{ doorId: id, isShareable: true, endsOn }],
    }),
  ],
  ...['firstDay', 'lastDay'].map(
    (name): Case => [
      `wish.${name}`,
      planBulkSchema,
      (day) => ({
        selection,
        wish: { kind: 'grant', doorIds: [id], bundleIds: [], firstDay: null, lastDay: null, ...shared, [name]: day },
      }),
    ],
  ),
  ['until', createPlanSchema, (until) => ({ intentId: id, ...plan, starts: '2027-01-31', until })],
  ['until', changePlanSchema, (until) => ({ planId: id, change: 'edit', ...plan, until })],
  ['lastDay', changeStaffSchema, (day) => ({ staffId: id, ...rights, lastDay: day ?? '' })],
];
const wanted: Case[] = [
  [
    'wish.end.day',
    planBulkSchema,
    (day) => ({ selection, wish: { kind: 'extend', end: { kind: 'day', day: day ?? '' } } }),
  ],
  [
    'when.to',
    inviteGuestSchema,
    (day) => ({
      ...{ intentId: id, tenancyId: id, guest, doorIds: [id] },
      when: { kind: 'stay', from: '2027-01-31', to: day ?? '' },
    }),
  ],
  [
    'exceptions.0',
    createPlanSchema,
    (day) => ({ intentId: id, ...plan, starts: '2027-01-31', exceptions: [day ?? ''] }),
  ],
  ['to', startCertificationSchema, (day) => ({ intentId: id, doorIds: [id], from: '2027-01-31', to: day ?? '' })],
  ['lastDay', doorStatementSchema, (day) => ({ doorId: id, firstDay: '2027-01-31', lastDay: day ?? '' })],
];

/** The first is what the form shows. */
const firstRefusal = (schema: z.ZodMiniType, input: unknown) =>
  schema.safeParse(input).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)[0];

test.each([...optional, ...wanted])(
  '%s takes a day that exists, and says of what is none that it is none',
  (path, schema, withDay) => {
    expect(firstRefusal(schema, withDay('2027-01-31'))).toBeUndefined();
    for (const text of ['2027-02-31', 'abc', '2027-2-1', '31.01.2027', '0000-01-01', '9999-12-31', unreadableDay]) {
      expect(firstRefusal(schema, withDay(text)), text).toBe(`${path}: date_invalid`);
    }
  },
);

test.each(optional)('%s may be left empty', (_, schema, withDay) => {
  expect(firstRefusal(schema, withDay(null))).toBeUndefined();
});

test.each(wanted)('%s may not be left empty', (path, schema, withDay) => {
  expect(firstRefusal(schema, withDay(null))).toBe(`${path}: date_invalid`);
});
