import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { db } from '#server/db/pool';
import { endless } from '../fixtures/terms.ts';
import type { Target } from './world.ts';

type Ask = (target: Target) => unknown;

const start = '2027-01-01T12:00:00.000Z';
const leaseDay = '2027-03-01';
const until = '2028-01-01T12:00:00.000Z';
const password = 'a sentence nobody has used before';
const rights = { role: 'auditor', portfolioIds: [], doorIds: [], lastDay: '' };
const chosen = (list: string, ids: string[]) => ({ kind: 'ids', list, ids });
const inBuilding = ({ buildingId }: Target) => ({ building: buildingId });
const staffOnly = ({ staffId }: Target) => ({ staffId });
const operationOnly = ({ operationId }: Target) => ({ operationId });
const nothing = () => ({});
/** An access of ours on the target's door; without one, the id of none. */
const accessOf = async ({ personId, doorId }: Target): Promise<string> => {
  const found = await db().execute<{ id: string }>(
    sql`select id from access where person_id::text = ${personId} and door_id::text = ${doorId} and gone_at is null`,
  );
  return found.rows[0]?.id ?? personId;
};

/**
 * How each operation is asked about a target: the input of an action; the parameters of a GET handler, those of its
 * address and those of its query together. They are right but for the rights of whoever asks.
 */
export const asks: Record<string, Ask> = {
  // To somebody new each time: what is held already is not given again.
  grantAccess: ({ doorId }) => ({
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'New', lastName: 'Here', email: `${randomUUID()}@example.com`, phone: '' },
    doorIds: [doorId],
    terms: { ...endless, start, notify: false },
  }),
  changeAccess: ({ personId, doorId }) => ({
    intentId: randomUUID(),
    personId,
    doorIds: [doorId],
    end: { kind: 'at', at: until },
    shareable: null,
  }),
  revokeAccess: async (target) => ({
    intentId: randomUUID(),
    personId: await somebodyElse(target),
    doorIds: [target.doorId],
  }),
  createPlan: ({ doorId }) => ({
    intentId: randomUUID(),
    doorIds: [doorId],
    ...{ weekdays: [0, 1, 2, 3, 4, 5, 6], dates: [], starts: '2040-01-01', until: null, exceptions: [], notify: false },
    ...{ company: 'Brightside', firstName: 'Ada', lastName: randomUUID(), phone: '' },
    email: `${randomUUID()}@brightside.example`,
  }),
  changePlan: async (target) => ({ planId: await planOf(target), change: 'pause' }),
  changeVendor: async (target) => ({ vendorId: await vendorOf(target), change: 'end', technicianId: null }),
  findContactSharers: () => ({
    ...{ company: 'Brightside', firstName: 'Ada', lastName: 'Bright' },
    ...{ email: '', phone: '(212) 555-0101' },
  }),
  findContactOwner: () => ({ contact: '(212) 555-0101' }),
  startCertification: ({ doorId }) => ({
    intentId: randomUUID(),
    doorIds: [doorId],
    from: '2026-11-01',
    to: '2026-11-30',
  }),
  addNames: async (target) => ({ certificationId: (await worksheetOf(target)).id }),
  decideRows: async (target) => {
    const { id, accessId } = await worksheetOf(target);
    return { certificationId: id, rows: [{ accessId, version: 0 }], decision: 'keep' };
  },
  endMarked: async (target) => ({ certificationId: (await worksheetOf(target)).id, intentId: randomUUID() }),
  discardCertification: async (target) => ({ certificationId: (await worksheetOf(target)).id }),
  exportEvidence: async (target) => ({ certificationId: (await worksheetOf(target)).id }),
  signCertification: async (target) => ({ certificationId: (await worksheetOf(target)).id, rows: 1, note: '' }),
  revealDoorcodes: ({ personId, doorId }) => ({ personId, doorIds: [doorId] }),
  revealCodeSheet: ({ buildingId }) => ({ buildingId }),
  claimSync: ({ doorId }) => ({ doorIds: [doorId] }),
  claimSyncs: async (target) => ({ selection: chosen('accesses', [await accessOf(target)]) }),
  makeDoorStatement: ({ doorId }) => ({ doorId, firstDay: '2026-11-01', lastDay: '2027-01-31' }),
  exportList: ({ buildingId }) => ({ selection: chosen('buildings', [buildingId]), columns: ['name'] }),
  cancelOperation: operationOnly,
  pauseOperation: ({ operationId }) => ({ operationId, isPaused: true }),
  retryOperation: ({ operationId }) => ({ operationId, intentId: randomUUID() }),
  decideDoor: async ({ operationId, doorId }) => ({
    operationId,
    doorId,
    itemId: await itemOf(operationId),
    decision: 'there',
  }),
  acceptDrift: ({ doorId }) => ({ what: { of: 'group', kind: 'appeared', subjectId: doorId }, note: '' }),
  decidePerson: async (target) => ({
    oldPersonId: await goneTwin(target),
    newPersonId: target.personId,
    isSame: false,
  }),
  decideSuccessor: async (target) => ({ oldDoorId: await goneDoor(target), newDoorId: target.doorId, isSame: false }),
  planBulk: ({ personId }) => ({ selection: chosen('people', [personId]), wish: { kind: 'revoke' } }),
  planMissing: ({ doorId }) => ({ doorId }),
  planOnboarding: ({ doorId }) => ({
    text: `Ann,Lee,${randomUUID()}@example.com`,
    hasHeader: false,
    columns: { firstName: 0, lastName: 1, email: 2, phone: null, building: null, place: null, start: null, end: null },
    doorIds: [doorId],
    firstDay: null,
    lastDay: null,
    role: 'non_resident',
    shareable: false,
    notify: false,
  }),
  confirmDryRun: () => ({ dryRunId: randomUUID(), hash: 'x', intentId: randomUUID() }),
  giveAgain: ({ revocationId }) => ({ intentId: randomUUID(), operationId: revocationId }),
  replaceStart: async (target) => ({
    intentId: randomUUID(),
    personId: await somebodyElse(target),
    doorIds: [target.doorId],
    start: until,
  }),
  lostPhone: async (target) => ({ intentId: randomUUID(), personId: await somebodyElse(target), note: '' }),
  changeEmail: async (target) => ({
    intentId: randomUUID(),
    personId: await somebodyElse(target),
    email: `${randomUUID()}@example.com`,
    note: '',
  }),
  saveUnit: ({ unitId, buildingId, doorId }) => ({ unitId, buildingId, name: randomUUID(), doorIds: [doorId] }),
  archiveUnit: ({ unitId }) => ({ unitId }),
  alignUnit: ({ unitId }) => ({ intentId: randomUUID(), unitId }),
  adoptUnits: ({ buildingId }) => ({ buildingId, names: ['Nowhere'] }),
  importUnits: ({ buildingId }) => ({
    text: 'Unit\nNowhere',
    mapping: { unit: 0, building: -1, door: -1, email: -1, start: -1, end: -1 },
    buildingId,
    apply: true,
  }),
  setBuildingRules: ({ buildingId }) => ({ buildingId, moveInHour: 15, moveOutHour: 11, graceDays: 0 }),
  saveBundle: ({ bundleId, buildingId, doorId }) => ({
    bundleId,
    buildingId,
    name: randomUUID(),
    kind: 'amenities',
    doors: [{ doorId, isShareable: false, endsOn: null }],
  }),
  archiveBundle: ({ bundleId }) => ({ bundleId }),
  adoptBundles: ({ buildingId }) => ({ buildingId, names: ['Nowhere'] }),
  importBundles: ({ buildingId }) => ({
    text: 'Bundle,Door\nNowhere,Nowhere',
    mapping: { bundle: 0, building: -1, door: 1, kind: -1 },
    buildingId,
    apply: true,
  }),
  alignBundle: ({ bundleId }) => ({ intentId: randomUUID(), bundleId }),
  inviteGuest: ({ tenancyId, doorId }) => ({
    intentId: randomUUID(),
    tenancyId,
    guest: { firstName: 'Guest', lastName: 'Here', email: `${randomUUID()}@example.com`, phone: '' },
    doorIds: [doorId],
    when: { kind: 'day', passcodeType: 'DAILY', day: 'today' },
  }),
  moveIn: ({ unitId }) => ({
    intentId: randomUUID(),
    unitId,
    person: { kind: 'new', firstName: 'New', lastName: 'Here', email: `${randomUUID()}@example.com` },
    leaseStart: leaseDay,
    leaseEnd: null,
    bundleIds: [],
    needsKeycard: false,
  }),
  // Without the doors it would end, so that nobody moves out.
  moveOut: ({ tenancyId }) => ({ intentId: randomUUID(), tenancyIds: [tenancyId], doors: [], note: '' }),
  extendLease: ({ tenancyId }) => ({
    intentId: randomUUID(),
    tenancyIds: [tenancyId],
    leaseEnd: leaseDay,
    sharing: null,
  }),
  // To where they live already, so that nobody moves.
  transfer: ({ tenancyId, unitId }) => ({ intentId: randomUUID(), tenancyId, unitId, leaseEnd: null }),
  proveMovedOut: ({ personId }) => ({ personIds: [personId] }),
  settleTask: ({ taskId }) => ({ taskId, act: 'take' }),
  eraseRecorded: ({ personId }) => ({ personId }),
  exportLog: nothing,
  stopSweep: nothing,
  acceptLoss: () => ({ generation: 1 }),
  changeSyncSettings: () => ({ intervalMinutes: 60, callsPerSecond: 200 }),
  requestSweep: nothing,
  inviteStaff: ({ buildingId }) => ({
    email: `${randomUUID()}@staff.example`,
    name: 'New',
    ...rights,
    buildingIds: [buildingId],
  }),
  changeStaff: ({ staffId, buildingId }) => ({ staffId, ...rights, role: 'leasing_agent', buildingIds: [buildingId] }),
  leaveStaff: staffOnly,
  resetPassword: staffOnly,
  resetAuthenticator: staffOnly,
  endStaffSessions: staffOnly,
  changePassword: () => ({ currentPassword: 'not my password', newPassword: password }),
  endOwnSession: () => ({ sessionId: randomUUID() }),
  endAllOwnSessions: nothing,
  startAuthenticator: nothing,
  confirmAuthenticator: () => ({ code: '000000' }),
  renewRecoveryCodes: nothing,
  proveIdentity: () => ({ kind: 'password', value: 'not my password' }),
  lockScreen: nothing,
  unlockScreen: () => ({ kind: 'password', value: 'not my password' }),
  keepPreference: () => ({ name: 'density', value: 'compact' }),
  saveView: () => ({ list: 'people', name: randomUUID(), search: '?sort=-name', columns: ['name'] }),
  renameView: () => ({ viewId: randomUUID(), name: 'Mine' }),
  replaceView: () => ({ viewId: randomUUID(), search: '', columns: ['name'] }),
  deleteView: () => ({ viewId: randomUUID() }),
  setUpOwner: () => ({ token: 'x', owner: { name: 'Eve', email: 'eve@staff.example', password } }),
  choosePassword: () => ({ token: 'x', password }),
  carryInvite: () => ({ token: 'x' }),
  readPasswordLink: () => ({ token: 'x' }),
  signOut: () => undefined,

  '/api/people': inBuilding,
  '/api/people/count': inBuilding,
  '/api/people/[id]': ({ personId }) => ({ id: personId }),
  '/api/doors': inBuilding,
  '/api/doors/count': inBuilding,
  '/api/doors/[id]/accesses': ({ doorId }) => ({ id: doorId }),
  '/api/doors/[id]/accesses/count': ({ doorId }) => ({ id: doorId }),
  '/api/buildings': inBuilding,
  '/api/buildings/count': inBuilding,
  '/api/buildings/options': nothing,
  '/api/buildings/[id]/history': ({ buildingId }) => ({ id: buildingId }),
  '/api/buildings/[id]/history/count': ({ buildingId }) => ({ id: buildingId }),
  '/api/buildings/[id]/residents': ({ buildingId }) => ({ id: buildingId }),
  '/api/buildings/[id]/residents/count': ({ buildingId }) => ({ id: buildingId }),
  '/api/doors/[id]/history': ({ doorId }) => ({ id: doorId }),
  '/api/doors/[id]/history/count': ({ doorId }) => ({ id: doorId }),
  '/api/people/[id]/history': ({ personId }) => ({ id: personId }),
  '/api/people/[id]/history/count': ({ personId }) => ({ id: personId }),
  '/api/history': inBuilding,
  '/api/history/count': inBuilding,
  '/api/drift': inBuilding,
  '/api/drift/count': inBuilding,
  '/api/drift/rows': ({ doorId }) => ({ kind: 'appeared', subject: doorId }),
  '/api/drift/rows/count': ({ doorId }) => ({ kind: 'appeared', subject: doorId }),
  '/api/people/[id]/home': ({ personId }) => ({ id: personId }),
  '/api/units': inBuilding,
  '/api/units/count': inBuilding,
  '/api/units/[id]': ({ unitId }) => ({ id: unitId }),
  '/api/units/[id]/hosts': ({ unitId }) => ({ id: unitId }),
  '/api/units/[id]/clear': ({ unitId }) => ({ id: unitId }),
  '/api/units/[id]/drift': ({ unitId }) => ({ id: unitId }),
  '/api/units/suggestions': inBuilding,
  '/api/bundles': inBuilding,
  '/api/bundles/count': inBuilding,
  '/api/bundles/suggestions': inBuilding,
  '/api/bundles/[id]/drift': ({ bundleId }) => ({ id: bundleId }),
  '/api/tenancies/preview': ({ tenancyId }) => ({ ids: tenancyId }),
  '/api/tasks': inBuilding,
  '/api/tasks/count': inBuilding,
  '/api/tasks/[id]/colleagues': ({ taskId }) => ({ id: taskId }),
  '/api/schedules/plans': inBuilding,
  '/api/schedules/plans/[id]/log': ({ planId }) => ({ id: planId }),
  '/api/schedules/certify': inBuilding,
  '/api/schedules/certify/[id]': async (target) => ({ id: (await worksheetOf(target)).id }),
  '/api/schedules/certify/[id]/rows': async (target) => ({ id: (await worksheetOf(target)).id }),
  '/api/schedules/certify/[id]/rows/count': async (target) => ({ id: (await worksheetOf(target)).id }),
  '/api/operations/dry-runs/[id]/rows': () => ({ id: randomUUID() }),
  '/api/operations/dry-runs/[id]/rows/count': () => ({ id: randomUUID() }),
  '/api/portfolios': nothing,
  '/api/portfolios/count': nothing,
  '/api/accesses': inBuilding,
  '/api/accesses/count': inBuilding,
  '/api/doorcodes': inBuilding,
  '/api/doorcodes/count': inBuilding,
  '/api/guests': inBuilding,
  '/api/guests/count': inBuilding,
  '/api/schedules/timeline': inBuilding,
  '/api/schedules/who': ({ doorId }) => ({ doors: doorId, from: start }),
  '/api/schedules/who/count': ({ doorId }) => ({ doors: doorId, from: start }),
  '/api/schedules/ending': (target) => ({ ...inBuilding(target), show: 'endless' }),
  '/api/schedules/ending/count': (target) => ({ ...inBuilding(target), show: 'endless' }),
  '/api/search': () => ({ q: 'here' }),
  '/api/diagnosis': ({ personId, doorId }) => ({ person: personId, door: doorId }),
  '/api/operations': inBuilding,
  '/api/operations/[id]': ({ operationId }) => ({ id: operationId }),
  '/api/operations/[id]/doors': ({ operationId }) => ({ id: operationId }),
  '/api/operations/[id]/doors/count': ({ operationId }) => ({ id: operationId }),
  '/api/exports/[id]': () => ({ id: randomUUID() }),
  '/api/activity': inBuilding,
  '/api/activity/count': inBuilding,
  '/api/activity/[seq]': ({ seq }) => ({ seq }),
  '/api/activity/staff': nothing,
  '/api/activity/public-key': nothing,
  '/api/views': () => ({ list: 'people' }),
  '/api/settings/openkit': nothing,
  '/api/sync/loss': () => ({ generation: '1' }),
  '/api/sync': nothing,
};

/** Somebody with an access on the door that only our mirror knows, so that it can be taken away each time. */
async function somebodyElse({ buildingId, doorId, personId }: Target): Promise<string> {
  const id = randomUUID();
  const made = await db().execute(sql`
    insert into access (person_id, person_name, person_sort, door_id, door_name, door_sort, building_id, passcode_type,
      granter_kind, start_key, starts_at, doorcode_status)
    select ${id}, 'Leaving Soon', 'leaving soon', id, name, sort_name, building_id, 'PERMANENT', 'partner', ${start}, ${start}, 'valid'
    from door
    where id::text = ${doorId} and building_id::text = ${buildingId} returning id`);
  if (made.rows.length === 0) return personId;
  await db().execute(sql`
    insert into person (id, first_name, last_name, email) values (${id}, 'Leaving', 'Soon', ${`${id}@example.com`})`);
  await db().execute(sql`
    insert into person_building (person_id, building_id, sort_name) values (${id}, ${buildingId}, 'leaving soon')`);
  return id;
}

/** A door of the same building that OpenKit lists no more. */
async function goneDoor({ buildingId, doorId }: Target): Promise<string> {
  const made = await db().execute<{ id: string }>(sql`
    insert into door (id, building_id, name, kind, is_activated, gone_at)
    select gen_random_uuid(), building_id, name, kind, is_activated, now() from door
    where id::text = ${doorId} and building_id::text = ${buildingId} returning id`);
  return made.rows[0]?.id ?? buildingId;
}

/** Somebody gone who had the address of the target's person; without that person in that building, the id of none. */
async function goneTwin({ personId, buildingId }: Target): Promise<string> {
  const made = await db().execute<{ id: string }>(sql`
    with place as (
      select p.*, pb.building_id from person p join person_building pb on pb.person_id = p.id
      where p.id::text = ${personId} and pb.building_id::text = ${buildingId}),
    twin as (
      insert into person (id, first_name, last_name, email, gone_at)
      select gen_random_uuid(), first_name, last_name, email, now() from place returning id, sort_name),
    seen as (
      insert into person_building (person_id, building_id, sort_name)
      select twin.id, place.building_id, twin.sort_name from twin, place)
    select id from twin`);
  return made.rows[0]?.id ?? buildingId;
}

async function itemOf(operationId: string): Promise<string> {
  const found = await db().execute<{ id: string }>(
    sql`select id from operation_item where operation_id::text = ${operationId} limit 1`,
  );
  return found.rows[0]?.id ?? operationId;
}

/** A plan of its own on the target's door, far ahead; without that door, the id of none. */
async function planOf({ doorId, buildingId, staffId }: Target): Promise<string> {
  const made = await db().execute<{ id: string }>(sql`
    with here as (
      select d.id, d.building_id, s.id as staff_id from door d, staff s
      where d.id::text = ${doorId} and d.building_id::text = ${buildingId} and s.id::text = ${staffId}),
    company as (
      insert into vendor (name) select 'Company ' || gen_random_uuid() from here returning id),
    worker as (
      insert into technician (vendor_id, first_name, last_name, email)
      select id, 'Ada', 'Bright', 'ada@brightside.example' from company returning id),
    made as (
      insert into plan (technician_id, weekdays, dates, starts, exceptions, notify, state, staff_id, intent_id,
        created_at, active_since, due_at)
      select worker.id, '{0}', '{}', '2040-01-01', '{}', false, 'active', here.staff_id, gen_random_uuid(), now(), now(),
        '2039-01-01' from worker, here returning id)
    insert into plan_door (plan_id, door_id, building_id) select made.id, here.id, here.building_id from made, here
    returning plan_id as id`);
  return made.rows[0]?.id ?? doorId;
}

/** The company of such a plan. */
async function vendorOf(target: Target): Promise<string> {
  const planId = await planOf(target);
  const found = await db().execute<{ id: string }>(sql`
    select t.vendor_id as id from plan p join technician t on t.id = p.technician_id where p.id::text = ${planId}`);
  return found.rows[0]?.id ?? planId;
}

/** A worksheet of its own on the target's door, with the one row it is about; without that door, the id of none. */
async function worksheetOf({ doorId, buildingId, staffId }: Target): Promise<{ id: string; accessId: string }> {
  const answer = JSON.stringify({
    ...{ id: '', personId: '', personName: 'Ada', doorId, doorName: 'Gym', buildingId, buildingName: 'Here' },
    ...{
      timeZone: 'UTC',
      passcodeType: 'PERMANENT',
      role: 'resident',
      doorcodeStatus: 'valid',
      granterKind: 'partner',
    },
    ...{ granterName: null, opensFrom: start, opensUntil: null, cause: 'drift', operationId: null, staffName: null },
    doubts: [],
  });
  const made = await db().execute<{ id: string; accessId: string }>(sql`
    with here as (
      select d.id, d.building_id, s.id as staff_id from door d, staff s
      where d.id::text = ${doorId} and d.building_id::text = ${buildingId} and s.id::text = ${staffId}),
    made as (
      insert into certification (staff_id, intent_id, created_at, from_at, to_at, zone, known)
      select staff_id, gen_random_uuid(), now(), '1990-01-01', '1990-01-02', 'UTC', '{}' from here returning id),
    on_door as (
      insert into certification_door (certification_id, door_id, building_id)
      select made.id, here.id, here.building_id from made, here)
    insert into certification_row (certification_id, access_id, person_id, door_id, answer, decision)
    select made.id, gen_random_uuid(), gen_random_uuid(), here.id, ${answer}::jsonb, 'keep' from made, here
    returning certification_id as id, access_id as "accessId"`);
  return made.rows[0] ?? { id: doorId, accessId: doorId };
}
