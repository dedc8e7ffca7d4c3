import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { CreatePlanInput } from '#lib/schemas/plan';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { type BackOffice, nextRequest, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { issueCodes } from '../../../e2e/fixtures/issue-codes.ts';
import { readAll } from '../../../e2e/fixtures/read-all.ts';
import { getOverview } from '../overview/get-overview.ts';
import { changePlan } from './change-plan.ts';
import { findContactSharers } from './contact-sharers.ts';
import { createPlan } from './create-plan.ts';
import { getPlan } from './get-plan.ts';
import { listPlanLog } from './list-plan-log.ts';
import { listPlans } from './list-plans.ts';
import { listPlanLogQuery, listPlansQuery } from './list-query.ts';
import { listTechnicians } from './list-technicians.ts';

type Place = { id: string; building_id: string };

let office: BackOffice;
let owner: Session;
let here: Place;
let elsewhere: Place;

beforeAll(async () => {
  office = await startBackOffice({ people: 20, buildings: 3, now: '2026-11-25T17:00:00.000Z', freeze: true });
  owner = await sessionAs('owner');
  const found = await db().execute<Place>(sql`
    select distinct on (d.building_id) d.id, d.building_id from door d join building b on b.id = d.building_id
    where d.kind = 'door' and d.is_activated and b.time_zone is not null order by d.building_id, d.id`);
  const [first, second] = found.rows;
  if (!first || !second) throw new Error('The world has no two buildings with a zone.');
  here = first;
  elsewhere = second;
});
afterAll(() => office.stop());

const planFor = (name: string, change: Partial<CreatePlanInput> = {}): CreatePlanInput => ({
  intentId: randomUUID(),
  doorIds: [here.id],
  weekdays: [1],
  dates: [],
  starts: '2026-11-25',
  until: '2026-12-31',
  exceptions: [],
  notify: true,
  company: 'Brightside',
  firstName: name,
  lastName: 'Bright',
  email: `${name.toLowerCase()}@brightside.example`,
  phone: '',
  ...change,
});
const list = async (session: Session, query: object = {}) =>
  (await listPlans(session, listPlansQuery.parse(query))).items;
const log = (planId: string, page: object = {}, session = owner) =>
  listPlanLog(session, listPlanLogQuery.parse({ id: planId, ...page }));

test('a plan shows its days, the next 60 of them, and what can be done about it', async () => {
  const input = planFor('Ada', { exceptions: ['2026-12-08'] });
  const { planId } = await createPlan(nextRequest(owner), input);
  expect(await createPlan(nextRequest(owner), input)).toEqual({ planId });
  const plan = await getPlan(owner, { planId });
  expect(plan).toMatchObject({
    personName: 'Ada Bright',
    vendorName: 'Brightside',
    nextDay: '2026-12-01',
    mayManage: true,
  });
  expect(plan.preview).toEqual([
    { day: '2026-12-01', isSkipped: false, outcome: null },
    { day: '2026-12-08', isSkipped: true, outcome: null },
    { day: '2026-12-15', isSkipped: false, outcome: null },
    { day: '2026-12-22', isSkipped: false, outcome: null },
    { day: '2026-12-29', isSkipped: false, outcome: null },
  ]);
  await changePlan(nextRequest(owner), { planId, change: 'skip', day: '2026-12-15' });
  await changePlan(nextRequest(owner), { planId, change: 'unskip', day: '2026-12-08' });
  const changed = await getPlan(owner, { planId });
  expect(changed.exceptions).toEqual(['2026-12-15']);
  const entries = await db().execute<{ event: string }>(sql`
    select event from audit_entry where object_id = ${planId} order by seq`);
  expect(entries.rows.map(({ event }) => event)).toEqual(['plan.create', 'plan.change', 'plan.change']);
});

test.each([
  [{ weekdays: [] }, 'weekdays', 'plan_without_days'],
  [{ until: '2026-11-24', starts: '2026-11-20' }, 'until', 'end_past'],
  [{ until: '2026-11-26' }, 'until', 'plan_without_days_left'],
  [{ weekdays: [], dates: ['2026-02-30'] }, 'dates', 'date_invalid'],
  [{ phone: '+12125550101' }, 'phone', 'one_contact_only'],
  [{ email: '' }, 'email', 'contact_required'],
])('%j is refused at its field', async (change, field, reason) => {
  await expect(createPlan(nextRequest(owner), planFor('Bad', change))).rejects.toMatchObject({
    code: 'invalid',
    field,
    params: { reason },
  });
});

test('two people with one number get a warning, and a person of one company is kept once', async () => {
  const phone = '(212) 555-0155';
  const first = await createPlan(nextRequest(owner), planFor('Uno', { email: '', phone }));
  const second = await createPlan(nextRequest(owner), planFor('Due', { email: '', phone: '+12125550155' }));
  expect((await getPlan(owner, first)).sharesContactWith).toEqual(['Due Bright']);
  expect((await getPlan(owner, second)).sharesContactWith).toEqual(['Uno Bright']);
  const typed = { company: 'brightside', firstName: 'Uno', lastName: 'Bright', email: '', phone: '212-555-0155' };
  expect(await findContactSharers(owner, typed)).toEqual(['Due Bright']);
  expect(await findContactSharers(owner, { ...typed, firstName: '' })).toEqual(['Due Bright', 'Uno Bright']);
  expect(await findContactSharers(owner, { ...typed, phone: '212-555' })).toEqual([]);
  await createPlan(nextRequest(owner), planFor('Uno', { email: '', phone, company: 'BRIGHTSIDE' }));
  expect((await getPlan(owner, second)).sharesContactWith).toEqual(['Uno Bright']);
});

test('a paused plan issues nothing and makes up for nothing; going on takes over the rights', async () => {
  const everyDay = { weekdays: [0, 1, 2, 3, 4, 5, 6], until: null };
  const { planId } = await createPlan(nextRequest(owner), planFor('Pau', everyDay));
  const days = async () => (await log(planId)).items.map((code) => code.day).toSorted();
  await issueCodes();
  expect(await days()).toEqual(['2026-11-25', '2026-11-26']);
  await changePlan(nextRequest(owner), { planId, change: 'pause' });
  await office.control.freezeClock('2026-11-29T17:00:00.000Z');
  await issueCodes();
  expect(await days()).toEqual(['2026-11-25', '2026-11-26']);
  const manager = await sessionAs('building_manager', [here.building_id]);
  await changePlan(nextRequest(manager), { planId, change: 'resume' });
  await issueCodes();
  expect(await days()).toEqual(['2026-11-25', '2026-11-26', '2026-11-29', '2026-11-30']);
  expect((await getPlan(owner, { planId })).staffName).toBe('Test building_manager');
  await expect(changePlan(nextRequest(owner), { planId, change: 'skip', day: '2026-11-30' })).rejects.toMatchObject({
    params: { reason: 'plan_code_issued' },
  });
  await expect(changePlan(nextRequest(owner), { planId, change: 'resume' })).rejects.toMatchObject({ code: 'stale' });
  await changePlan(nextRequest(owner), { planId, change: 'end' });
});

test('an edited plan issues by its new days; what was issued stays, and whoever edits lends it their rights', async () => {
  const { planId } = await createPlan(nextRequest(owner), planFor('Edi', { weekdays: [], dates: ['2026-11-30'] }));
  await issueCodes();
  const manager = await sessionAs('building_manager', [here.building_id]);
  const { company, firstName, lastName, email, phone } = planFor('Edi');
  const technician = { company, firstName, lastName, email, phone };
  const edit = {
    ...technician,
    planId,
    change: 'edit' as const,
    dates: [],
    exceptions: [],
    notify: false,
    doorIds: [here.id],
  };
  await changePlan(nextRequest(manager), { ...edit, weekdays: [2], until: '2026-12-31' });
  await issueCodes();
  const plan = await getPlan(owner, { planId });
  expect(plan).toMatchObject({ weekdays: [2], dates: [], notify: false, nextDay: '2026-12-02', state: 'active' });
  expect(plan.staffName).toBe('Test building_manager');
  const recorded = await db().execute(sql`
    select payload::jsonb->'details' as details from audit_entry
    where object_id = ${planId} and event = 'plan.change' order by seq desc limit 1`);
  const unchanged = { doorIds: [here.id], dates: [], exceptions: [] };
  expect(recorded.rows[0]?.details).toMatchObject({
    before: { ...unchanged, weekdays: [], dates: ['2026-11-30'], until: '2026-12-31', notify: true },
    after: { ...unchanged, weekdays: [2], until: '2026-12-31', notify: false },
  });
  const { items } = await log(planId);
  expect(items.map(({ day, outcome }) => [day, outcome === 'missed'])).toEqual([['2026-11-30', false]]);
  const refused = (reason: string) => ({ code: 'invalid', params: { reason } });
  await expect(changePlan(nextRequest(owner), { ...edit, weekdays: [], until: null })).rejects.toMatchObject(
    refused('plan_without_days'),
  );
  await expect(changePlan(nextRequest(owner), { ...edit, weekdays: [2], until: '2026-11-01' })).rejects.toMatchObject(
    refused('end_before_start'),
  );
  const abroad = changePlan(nextRequest(manager), { ...edit, weekdays: [2], until: null, doorIds: [elsewhere.id] });
  await expect(abroad).rejects.toMatchObject({ code: 'forbidden_or_missing' });
  await changePlan(nextRequest(owner), { planId, change: 'end' });
  await expect(changePlan(nextRequest(owner), { ...edit, weekdays: [2], until: null })).rejects.toMatchObject({
    code: 'stale',
  });
});

test('S06: what an edit changed is told each building of its own doors alone', async () => {
  const input = planFor('Two', { doorIds: [here.id, elsewhere.id] });
  const { planId } = await createPlan(nextRequest(owner), input);
  const { company, firstName, lastName, email, phone, weekdays, dates, until, exceptions } = input;
  const rest = { company, firstName, lastName, email, phone, weekdays, dates, until, exceptions };
  await changePlan(nextRequest(owner), { ...rest, planId, change: 'edit', notify: false, doorIds: [here.id] });
  const found = await db().execute<{ building: string; details: object; payload: string }>(sql`
    select building_id as building, payload::jsonb->'details' as details, payload from audit_entry
    where object_id = ${planId} and event = 'plan.change'`);
  const of = (building: string) => found.rows.filter((row) => row.building === building);
  expect(found.rows).toHaveLength(2);
  expect(of(here.building_id)).toMatchObject([
    { details: { doorIds: [here.id], before: { doorIds: [here.id], notify: true }, after: { doorIds: [here.id] } } },
  ]);
  expect(of(elsewhere.building_id)).toMatchObject([
    {
      details: { doorIds: [elsewhere.id], before: { doorIds: [elsewhere.id] }, after: { doorIds: [], notify: false } },
    },
  ]);
  expect(of(here.building_id)[0]?.payload).not.toContain(elsewhere.id);
  expect(of(elsewhere.building_id)[0]?.payload).not.toContain(here.id);
  await changePlan(nextRequest(owner), { planId, change: 'end' });
});

test('whom a plan is for can be corrected: codes that went out stay, no day gets a second one', async () => {
  const everyDay = { weekdays: [0, 1, 2, 3, 4, 5, 6], until: null };
  const { intentId: _, starts: __, ...terms } = planFor('Cora', everyDay);
  const { planId } = await createPlan(nextRequest(owner), planFor('Corra', everyDay));
  await issueCodes();
  const right = { ...terms, lastName: 'Dawson', email: 'cora@dawn.example' };
  const typed = { company: 'Brightside', firstName: 'Cora', lastName: 'Dawson', email: '', phone: '' };
  expect(await findContactSharers(owner, { ...typed, planId, email: 'corra@brightside.example' })).toEqual([]);
  await changePlan(nextRequest(owner), { planId, change: 'edit', ...right });
  await office.control.freezeClock('2026-11-30T17:00:00.000Z');
  await issueCodes();
  const codes = await db().execute(sql`
    select c.day, t.first_name as name from plan_code c join technician t on t.id = c.technician_id
    where c.plan_id = ${planId} order by c.day`);
  expect(codes.rows).toEqual([
    { day: '2026-11-29', name: 'Corra' },
    { day: '2026-11-30', name: 'Corra' },
    { day: '2026-12-01', name: 'Cora' },
  ]);
  expect(await getPlan(owner, { planId })).toMatchObject({ personName: 'Cora Dawson', email: right.email });
  const known = await listTechnicians(owner);
  expect(known).toContainEqual({ ...typed, email: right.email });
  expect(known.map(({ firstName }) => firstName)).not.toContain('Corra');
  expect(await listTechnicians(await sessionAs('building_manager', [elsewhere.building_id]))).toEqual([]);
  const entry = await db().execute(sql`
    select payload from audit_entry where object_id = ${planId} and event = 'plan.change'`);
  expect(JSON.stringify(entry.rows)).not.toMatch(/cora/i);
  await changePlan(nextRequest(owner), { planId, change: 'end' });
});

test('a day that went by is among what needs attention, in scope only', async () => {
  const { planId } = await createPlan(nextRequest(owner), planFor('Mis', { weekdays: [], dates: ['2026-12-02'] }));
  // The worker would give the plan its turn before the first look.
  await office.stopWorker();
  await office.control.freezeClock('2026-12-04T17:00:00.000Z');
  await vi.waitFor(async () => expect(await now()).toBe('2026-12-04T17:00:00.000Z'));
  // Only now: what failed a week before is told no more.
  const before = (await getOverview(owner)).attention.failedPlanCodes;
  await issueCodes();
  expect((await log(planId)).items).toMatchObject([{ day: '2026-12-02', outcome: 'missed' }]);
  expect((await getOverview(owner)).attention.failedPlanCodes).toBe(before + 1);
  await office.startWorker();
  expect((await list(owner, { state: 'problems' })).map(({ id }) => id)).toContain(planId);
  const stranger = await sessionAs('building_manager', [elsewhere.building_id]);
  expect((await getOverview(stranger)).attention.failedPlanCodes).toBe(0);
});

test('the log is read page by page, of the doors in scope; what is still to come is told from all of it', async () => {
  const weekly = { weekdays: [0, 1, 2, 3, 4, 5, 6], until: null };
  const { planId } = await createPlan(nextRequest(owner), planFor('Log', weekly));
  const [today, tomorrow] = ['2026-12-04', '2026-12-05'];
  await issueCodes();
  // More doors than a page has rows, most of them gone: the newest page does not reach back to today.
  await db().execute(sql`
    with place as materialized (
      select id, building_id from door
      union all select gen_random_uuid(), ${here.building_id} from generate_series(1, 100))
    insert into plan_code (technician_id, door_id, day, plan_id, building_id, state, reason, at)
    select technician_id, place.id, day::date, plan.id, building_id, 'missed', 'plan_day_missed', active_since
    from plan, place, generate_series(${today}::date - 1, ${tomorrow}::date, '1 day') day where plan.id = ${planId}
    on conflict do nothing`);
  const expected = await db().execute<{ id: string; building_id: string }>(sql`
    select c.day || ' ' || c.door_id as id, c.building_id from plan_code c left join door d on d.id = c.door_id
    where c.plan_id = ${planId} order by c.day desc, d.sort_name nulls first, c.door_id`);
  const readLog = (session: Session) =>
    readAll(async (cursor) => {
      const { items, nextCursor, prevCursor } = await log(planId, { cursor, limit: 90 }, session);
      return { nextCursor, prevCursor, items: items.map(({ day, doorId }) => ({ id: `${day} ${doorId}` })) };
    });
  expect(await readLog(owner)).toEqual(expected.rows.map(({ id }) => id));
  const manager = await sessionAs('building_manager', [here.building_id]);
  expect(await readLog(manager)).toEqual(
    expected.rows.filter((row) => row.building_id === here.building_id).map(({ id }) => id),
  );
  const plan = await getPlan(owner, { planId });
  expect(plan.preview.slice(0, 3).map(({ day, outcome }) => [day, outcome])).toEqual([
    [today, 'missed'],
    [tomorrow, 'missed'],
    ['2026-12-06', null],
  ]);
  expect(plan.nextDay).toBe('2026-12-06');
  await changePlan(nextRequest(owner), { planId, change: 'end' });
});

test('S06: a plan is seen in its buildings, changed by whoever has all of them, and made for one’s own doors', async () => {
  const both = await createPlan(nextRequest(owner), planFor('Bob', { doorIds: [here.id, elsewhere.id] }));
  const manager = await sessionAs('building_manager', [here.building_id]);
  const seen = await getPlan(manager, both);
  expect(seen.doors.map(({ id }) => id)).toEqual([here.id]);
  expect(seen.mayManage).toBe(false);
  await expect(changePlan(nextRequest(manager), { ...both, change: 'pause' })).rejects.toMatchObject({
    code: 'forbidden_or_missing',
  });
  await expect(createPlan(nextRequest(manager), planFor('Out', { doorIds: [elsewhere.id] }))).rejects.toMatchObject({
    code: 'forbidden_or_missing',
  });
  const stranger = await sessionAs('leasing_agent', [randomUUID()]);
  await expect(getPlan(stranger, both)).rejects.toMatchObject({ code: 'forbidden_or_missing' });
  expect(await list(stranger)).toEqual([]);
  const auditor = await sessionAs('auditor', [here.building_id]);
  await expect(createPlan(nextRequest(auditor), planFor('Aud'))).rejects.toMatchObject({
    code: 'forbidden_or_missing',
  });
});

test('whom a plan shares a number or an address with, and what it missed, is told in scope alone', async () => {
  const { rows } = await db().execute<{ email: string }>(sql`
    select email from person p where email is not null and gone_at is null
      and not exists (select 1 from person_building where person_id = p.id and building_id = ${here.building_id}) limit 1`);
  const [manager, other] = [
    await sessionAs('building_manager', [here.building_id]),
    await sessionAs('building_manager', [elsewhere.building_id]),
  ];
  const byPhone = { email: '', phone: '(212) 555-0177' };
  const mine = await createPlan(nextRequest(manager), planFor('Ira', byPhone));
  await createPlan(nextRequest(other), planFor('Far', { ...byPhone, doorIds: [elsewhere.id] }));
  expect((await getPlan(manager, mine)).sharesContactWith).toEqual([]);
  expect((await getPlan(owner, mine)).sharesContactWith).toEqual(['Far Bright']);
  const typed = { company: '', firstName: '', lastName: '', ...byPhone };
  expect(await findContactSharers(manager, typed)).toEqual(['Ira Bright']);
  expect(await findContactSharers(other, typed)).toEqual(['Far Bright']);
  await expect(findContactSharers(await sessionAs('auditor'), typed)).rejects.toMatchObject({
    code: 'forbidden_or_missing',
  });
  const byEmail = await createPlan(nextRequest(manager), planFor('Eli', { email: rows[0]?.email ?? '' }));
  expect((await getPlan(manager, byEmail)).person).toBeNull();
  expect((await getPlan(owner, byEmail)).person).toMatchObject({ isGone: false });

  const both = { doorIds: [here.id, elsewhere.id], weekdays: [], dates: ['2026-12-07'] };
  const { planId } = await createPlan(nextRequest(owner), planFor('Two', both));
  await db().execute(sql`
    insert into plan_code (technician_id, door_id, day, plan_id, building_id, state, reason, at)
    select technician_id, ${elsewhere.id}, '2026-12-04', id, ${elsewhere.building_id}, 'missed', 'plan_day_missed', active_since
    from plan where id = ${planId}`);
  const inTrouble = async (session: Session) => (await list(session, { state: 'problems' })).map(({ id }) => id);
  expect(await inTrouble(manager)).not.toContain(planId);
  expect(await inTrouble(other)).toContain(planId);
});

test('pages hold every plan once, there and back; a search finds person and company', async () => {
  const ids = await readAll((cursor) => listPlans(owner, listPlansQuery.parse({ limit: 2, cursor })));
  const all = await db().execute<{ id: string }>(sql`select id from plan order by created_at desc, id desc`);
  expect(ids).toEqual(all.rows.map(({ id }) => id));
  expect((await list(owner, { q: 'ada' })).map(({ personName }) => personName)).toEqual(['Ada Bright']);
  expect((await list(owner, { q: 'brightside' })).length).toBe(ids.length);
  expect(await list(owner, { q: '-' })).toEqual([]);
});

test('whose email it is in a company is told to nobody beyond their buildings: another name there is another person', async () => {
  const email = 'shared@brightside.example';
  const far = await createPlan(nextRequest(owner), planFor('Fern', { doorIds: [elsewhere.id], email }));
  const manager = await sessionAs('building_manager', [here.building_id]);
  const near = await createPlan(nextRequest(manager), planFor('Nell', { email: 'Shared@brightside.example' }));
  expect((await getPlan(manager, near)).sharesContactWith).toEqual([]);
  expect((await getPlan(owner, near)).sharesContactWith).toEqual(['Fern Bright']);
  expect((await getPlan(owner, far)).sharesContactWith).toEqual(['Nell Bright']);
});

test.each([
  ['given', 'confirmed null'],
  ['lost', 'needs_person daily_not_confirmed'],
])(
  'two plans for one address never ask for two codes of one day: the first is %s, the second says why it has none',
  async (name, first) => {
    if (name === 'lost') {
      const match = { method: 'POST', path: '/v2/users' };
      await office.control.addFault({ match, effect: { type: 'reset_before_commit' }, times: 1 });
    }
    const today = (await now()).slice(0, 10);
    const days = { weekdays: [], dates: [today], starts: today, until: null, email: `${name}@brightside.example` };
    const plans = [
      await createPlan(nextRequest(owner), planFor('Nat', days)),
      await createPlan(nextRequest(owner), planFor('Nate', days)),
    ];
    await issueCodes();
    const outcomes = async () => {
      const logs = await Promise.all(plans.map(({ planId }) => log(planId)));
      return logs.flatMap(({ items }) => items.map(({ outcome, reason }) => `${outcome} ${reason}`)).toSorted();
    };
    await expect.poll(outcomes, { timeout: 20_000 }).toEqual([first, 'refused daily_held']);
  },
);
