import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { plannedDays } from '#lib/plans/plan-rule';
import type { CreatePlanInput } from '#lib/schemas/plan';
import { addDays, dayOf, dayWindow } from '#lib/time/day';
import { addMs } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { revealDoorcodes } from '#server/services/doorcodes/reveal-doorcodes';
import { type BackOffice, nextRequest, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { issueCodes } from '../../../e2e/fixtures/issue-codes.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { getPerson } from '../people/get-person.ts';
import { changePlan } from './change-plan.ts';
import { createPlan } from './create-plan.ts';
import { getPlan } from './get-plan.ts';
import { listPlanLog } from './list-plan-log.ts';
import { listPlanLogQuery } from './list-query.ts';

const hourMs = 3_600_000;
const zone = 'America/New_York';

let office: BackOffice;
let owner: Session;
let door: string;

beforeAll(async () => {
  office = await startBackOffice({ people: 20, buildings: 2, now: '2027-02-25T17:00:00.000Z', freeze: true });
  owner = await sessionAs('owner');
  const found = await db().execute<{ id: string }>(sql`
    select d.id from door d join building b on b.id = d.building_id
    where d.kind = 'door' and d.is_activated and d.is_connected and b.time_zone = ${zone} order by d.id limit 1`);
  door = found.rows[0]?.id ?? '';
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

const cleaner = (change: Partial<CreatePlanInput>): CreatePlanInput => ({
  intentId: randomUUID(),
  doorIds: [door],
  weekdays: [],
  dates: [],
  starts: '2027-02-25',
  until: null,
  exceptions: [],
  notify: true,
  company: 'Brightside Cleaning',
  firstName: 'Ada',
  lastName: 'Bright',
  email: 'ada@brightside.example',
  phone: '',
  ...change,
});

/** Codes of a plan that nobody waits for any more. */
async function settledCodes(planId: string) {
  return vi.waitFor(
    async () => {
      const found = await db().execute<{
        day: string;
        state: string;
        outcome: string | null;
        person: string | null;
      }>(sql`
        select c.day, c.state, d.state as outcome, i.person_id as person from plan_code c
        left join operation_item_door d on d.operation_id = c.operation_id and d.door_id = c.door_id
        left join operation_item i on i.id = d.item_id
        where c.plan_id = ${planId} order by c.day`);
      for (const { outcome } of found.rows) expect(['queued', 'sending', 'unknown']).not.toContain(outcome);
      return found.rows;
    },
    { timeout: 20_000, interval: 20 },
  );
}

test('a month with a day of 23 hours: as many codes as planned days, each opens its door on its day only', async () => {
  const rule = {
    weekdays: [1, 4, 6],
    dates: [],
    starts: '2027-03-01',
    until: '2027-03-31',
    exceptions: ['2027-03-12'],
  };
  const { planId } = await createPlan(nextRequest(owner), cleaner(rule));
  const expected = plannedDays(rule, '2027-03-01', '2027-03-31');
  expect(expected).toContain('2027-03-14');
  const codes = new Map<string, string>();
  for (let day = '2027-02-26'; day <= '2027-04-01'; day = addDays(day, 1)) {
    for (const hours of [9, 20]) {
      await office.control.freezeClock(addMs(dayWindow(day, zone).start, hours * hourMs));
      await issueCodes();
    }
    const issued = await settledCodes(planId);
    const today = issued.find((code) => code.day === day);
    if (today?.person) {
      const revealed = await revealDoorcodes(owner, { personId: today.person, doorIds: [door] });
      codes.set(day, revealed.find((code) => code.day === day)?.code ?? '');
    }
  }
  const issued = await settledCodes(planId);
  expect(issued.map(({ day }) => day)).toEqual(expected);
  expect(new Set(issued.map(({ outcome }) => outcome))).toEqual(new Set(['applied']));
  expect([...codes.keys()]).toEqual(expected);
  // Why they hold each of them is answered where it is asked: at the access.
  const { accesses } = await getPerson(owner, issued[0]?.person ?? '');
  const why =
    'Plan for Brightside Cleaning: Tuesdays, Fridays and Sundays from 1 Mar 2027 until 31 Mar 2027, without 1 day';
  expect(accesses.map(({ day, note }) => [day, note]).toSorted()).toEqual(expected.map((day) => [day, why]));
  for (const [day, code] of codes) {
    const { start, end } = dayWindow(day, zone);
    const opensAt = async (at: string) => {
      await office.control.freezeClock(at);
      return (await office.control.tryDoor(door, { code })).opens;
    };
    expect([day, await opensAt(start), await opensAt(addMs(end, -1000))]).toEqual([day, true, true]);
    expect([day, await opensAt(addMs(start, -1000)), await opensAt(end)]).toEqual([day, false, false]);
  }
  expect(await office.control.outbox('ada@brightside.example')).toHaveLength(expected.length);
  const state = await db().execute<{ state: string }>(sql`select state from plan where id = ${planId}`);
  expect(state.rows).toEqual([{ state: 'ended' }]);
});

test('a clock that jumps: days gone by are reported, not issued late, and going back issues nothing again', async () => {
  await office.control.freezeClock('2027-05-03T16:00:00.000Z');
  const input = cleaner({ weekdays: [0, 1, 2, 3, 4, 5, 6], starts: '2027-05-03', email: 'jump@brightside.example' });
  const { planId } = await createPlan(nextRequest(owner), { ...input, firstName: 'Jo' });
  const daysIn = async () => (await settledCodes(planId)).map(({ day, state }) => `${day} ${state}`);
  await issueCodes();
  expect(await daysIn()).toEqual(['2027-05-03 issued', '2027-05-04 issued']);

  await office.control.freezeClock('2027-05-08T16:00:00.000Z');
  await issueCodes();
  const after = [
    '2027-05-03 issued',
    '2027-05-04 issued',
    '2027-05-05 missed',
    '2027-05-06 missed',
    '2027-05-07 missed',
    '2027-05-08 issued',
    '2027-05-09 issued',
  ];
  expect(await daysIn()).toEqual(after);

  await office.control.freezeClock('2027-05-05T16:00:00.000Z');
  await issueCodes();
  expect(await daysIn()).toEqual(after);
  await changePlan(nextRequest(owner), { planId, change: 'end' });
  const missed = await db().execute<{ days: number }>(sql`
    select count(*) as days from audit_entry where event = 'plan.miss' and object_id = ${planId}`);
  expect(missed.rows).toEqual([{ days: 3 }]);
});

test('one date far ahead is a plan with one date, and a lost answer is left to a person, never sent again', async () => {
  await office.control.freezeClock('2027-06-01T16:00:00.000Z');
  const input = cleaner({ dates: ['2027-06-20'], starts: '2027-06-01', email: 'once@brightside.example' });
  const { planId } = await createPlan(nextRequest(owner), { ...input, firstName: 'Una' });
  await issueCodes();
  expect(await settledCodes(planId)).toEqual([]);
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'reset_before_commit' },
    times: 1,
  });
  await office.control.freezeClock('2027-06-19T12:00:00.000Z');
  await issueCodes();
  expect(await settledCodes(planId)).toMatchObject([{ day: '2027-06-20', outcome: 'needs_person' }]);
  await office.control.clearFaults();
  await office.stopWorker();
  await office.startWorker();
  await office.control.freezeClock('2027-06-20T15:00:00.000Z');
  await issueCodes();
  expect(await settledCodes(planId)).toHaveLength(1);
  expect(await office.control.outbox('once@brightside.example')).toEqual([]);
  expect(dayOf('2027-06-20T15:00:00.000Z', zone)).toBe('2027-06-20');
});

test('a door that vanished, and somebody whose rights ended, leave a reason and no code; whoever vanished is named', async () => {
  await office.control.freezeClock('2027-07-01T16:00:00.000Z');
  const daily = { weekdays: [0, 1, 2, 3, 4, 5, 6], starts: '2027-07-02' };
  const gone = await createPlan(nextRequest(owner), cleaner({ ...daily, firstName: 'Gil', email: 'gil@b.example' }));
  const leaver = await sessionAs('leasing_agent', [await buildingOf(door)]);
  const left = await createPlan(nextRequest(leaver), cleaner({ ...daily, firstName: 'Lee', email: 'lee@b.example' }));
  await db().execute(sql`update staff set disabled_at = now() where id = ${leaver.staff.id}`);
  await office.control.freezeClock('2027-07-01T16:30:00.000Z');
  await issueCodes();
  const states = async (planId: string) => (await settledCodes(planId)).map(({ state, outcome }) => [state, outcome]);
  expect(await states(left.planId)).toEqual([['issued', 'rejected']]);
  const [{ person } = {}] = await settledCodes(gone.planId);
  expect(await getPlan(owner, gone)).toMatchObject({
    person: { id: person, isGone: false },
    doors: [{ obstacle: null }],
  });
  await db().execute(sql`update person set gone_at = ${'2027-07-02T00:00:00.000Z'} where id = ${person}`);
  await db().execute(sql`update door set gone_at = ${'2027-07-02T00:00:00.000Z'} where id = ${door}`);
  await office.control.freezeClock('2027-07-02T16:00:00.000Z');
  await issueCodes();
  expect((await settledCodes(gone.planId)).at(-1)).toMatchObject({ day: '2027-07-03', state: 'refused' });
  expect(await getPlan(owner, gone)).toMatchObject({
    person: { id: person, isGone: true },
    doors: [{ obstacle: 'door_gone' }],
  });
  const { items } = await listPlanLog(owner, listPlanLogQuery.parse({ id: gone.planId }));
  expect(items).toMatchObject([{ day: '2027-07-03', outcome: 'refused', reason: 'door_gone' }, { day: '2027-07-02' }]);
});

async function buildingOf(doorId: string): Promise<string> {
  const found = await db().execute<{ id: string }>(sql`select building_id as id from door where id = ${doorId}`);
  return found.rows[0]?.id ?? '';
}
