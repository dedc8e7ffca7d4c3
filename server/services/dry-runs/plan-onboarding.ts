import { sql } from 'drizzle-orm';
import { contactKey } from '#lib/access-rules/contact-key';
import { Refusal } from '#lib/errors';
import { operationCap } from '#lib/permissions';
import type { PlanOnboardingInput } from '#lib/schemas/dry-run';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { takeHourly } from '#server/auth/take-hourly';
import { now } from '#server/clock';
import type { Tx } from '#server/db/pool';
import { findDoors } from '../doors/find-doors.ts';
import { readLeaseFacts } from '../tenancies/lease-facts.ts';
import { findPlaces, type Place, searchKeys } from './find-places.ts';
import { makeDryRun } from './make-dry-run.ts';
import { type Grantee, givenByHand, grantTerms, planGrants } from './plan-grants.ts';
import { type Mover, planLease } from './plan-leases.ts';
import { type PlannedRow, refusedRow } from './planned-row.ts';
import { type PersonLine, readPeople } from './read-people.ts';

/**
 * Works out what giving access to a table of people would send, line by line, and sends nothing. A line gets the doors
 * named in it and those chosen for all; whoever's line names a unit moves into it, with a lease from the line's first
 * day, or today. Throws Refusal `invalid` for an empty table, `limited` for more than the role may, or too often.
 */
export async function planOnboarding(session: Session, input: PlanOnboardingInput): Promise<{ dryRunId: string }> {
  await requirePermission(session, 'access.grant');
  await takeHourly(session, 'import');
  const lines = readPeople(input);
  if (lines.length === 0) throw new Refusal('invalid', { field: 'text', params: { reason: 'file_empty' } });
  if (lines.length > operationCap[session.staff.role]) {
    throw new Refusal('limited', { field: 'text', params: { reason: 'too_many_people' } });
  }
  const at = await now();
  return makeDryRun(session, 'onboard', (tx) => plan(tx, session, { lines, input, at }));
}

type Asked = { lines: PersonLine[]; input: PlanOnboardingInput; at: Instant };

async function plan(tx: Tx, session: Session, { lines, input, at }: Asked): Promise<PlannedRow[]> {
  const asked = lines.flatMap((line) => line.places);
  const places = await findPlaces(tx, session, [...new Set([...asked, ...asked.flatMap(betweenCommas)])]);
  const buildingKeys = await searchKeys(tx, [...new Set(lines.map((line) => line.building))]);
  const known = await idsByEmail(tx, lines);
  const doorIds = [...new Set([...input.doorIds, ...[...places.values()].flat().flatMap((place) => place.doorIds)])];
  const doors = new Map((await findDoors(tx, session, doorIds)).map((door) => [door.id, door]));
  const doorsOf = (ids: string[]) => [...new Set(ids)].flatMap((id) => doors.get(id) ?? []);
  const firstLines = new Map<string, number>();

  const read = lines.map((line): Grantee | Mover | PlannedRow => {
    const email = contactKey({ ...line.recipient, phone: null });
    const about = { line: line.line, personId: (email && known.get(email)) ?? null, recipient: line.recipient };
    const refuse = (reason: string, params: Record<string, string>) =>
      refusedRow({ ...about, doors: [] }, { reason, params });
    const earlier = email ? firstLines.get(email) : undefined;
    if (earlier !== undefined) return refuse('person_twice', { line: String(earlier) });
    if (email) firstLines.set(email, line.line);
    if (line.badDay) return refuse('day_unreadable', { day: line.badDay });
    const days = { firstDay: line.firstDay ?? input.firstDay, lastDay: line.lastDay ?? input.lastDay };
    const named = placesOf(line, places, buildingKeys.get(line.building) ?? '');
    const [problem] = named.problems;
    if (problem) return refuse(problem.reason, { place: problem.place });
    const [home] = named.units;
    if (home) {
      const isWithHome = (one: Place) => one.buildingId === home.buildingId;
      const besides = [...named.doors, ...named.bundles.filter((one) => !isWithHome(one))];
      const { role, shareable, notify } = input;
      return {
        ...about,
        personKey: about.personId ?? email ?? '',
        unitId: home.id,
        bundleIds: named.bundles.filter(isWithHome).map(({ id }) => id),
        doors: doorsOf([...besides.flatMap((one) => one.doorIds), ...input.doorIds]),
        ...days,
        ...{ role, shareable, notify },
      };
    }
    const theirs = doorsOf([...[...named.doors, ...named.bundles].flatMap((one) => one.doorIds), ...input.doorIds]);
    const terms = grantTerms({ ...input, ...days }, theirs, at);
    return { ...about, doors: theirs, terms };
  });
  const movers = read.filter(isMover);
  if (movers.length > 0) await requirePermission(session, 'tenancy.manage');
  const facts = await factsFor(tx, session, movers, at);
  const planned = (await planGrants(tx, read.filter(isGrantee), at)).map(givenByHand);
  const byLine = new Map(planned.map((row) => [row.line, row]));
  return read.flatMap((row) => {
    if (isMover(row)) return planLease(row, facts, at);
    return isGrantee(row) ? (byLine.get(row.line ?? null) ?? []) : row;
  });
}

const isMover = (row: Grantee | Mover | PlannedRow): row is Mover => 'unitId' in row;
const isGrantee = (row: Grantee | Mover | PlannedRow): row is Grantee => !('action' in row) && !isMover(row);

const factsFor = (tx: Tx, session: Session, movers: readonly Mover[], at: Instant) =>
  readLeaseFacts(
    tx,
    session,
    {
      unitIds: [...new Set(movers.map(({ unitId }) => unitId))],
      bundleIds: [...new Set(movers.flatMap(({ bundleIds }) => bundleIds))],
      personIds: movers.flatMap(({ personId }) => personId ?? []),
      personKeys: movers.map(({ personKey }) => personKey),
      doorIds: movers.flatMap((mover) => mover.doors.map(({ id }) => id)),
    },
    at,
  );

type Problem = { reason: 'place_unknown' | 'place_ambiguous' | 'one_unit_a_line'; place: string };
type Named = { units: Place[]; bundles: Place[]; doors: Place[]; problems: Problem[] };

/** Several names in one cell, unless something is called just so. */
const betweenCommas = (name: string): string[] =>
  name
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** What a line's names stand for; a home or bundle goes before a door of the same name. */
function placesOf({ places: names, building }: PersonLine, places: Map<string, Place[]>, buildingKey: string): Named {
  const meant: Place[] = [];
  const problems: Problem[] = [];
  for (const place of names.flatMap((name) => (places.has(name) ? [name] : betweenCommas(name)))) {
    const here = (places.get(place) ?? []).filter((one) => building === '' || one.buildingKey === buildingKey);
    const groups = here.filter((one) => one.kind !== 'door');
    const [found, ...others] = groups.length > 0 ? groups : here;
    if (!found || (found.doorIds.length === 0 && found.kind !== 'unit'))
      problems.push({ reason: 'place_unknown', place });
    else if (others.length > 0) problems.push({ reason: 'place_ambiguous', place });
    else meant.push(found);
  }
  const of = (kind: Place['kind']) => meant.filter((place) => place.kind === kind);
  const [, second] = of('unit');
  if (second) problems.push({ reason: 'one_unit_a_line', place: names.join(', ') });
  return { units: of('unit'), bundles: of('bundle'), doors: of('door'), problems };
}

/** People whom OpenKit would take these addresses for. */
async function idsByEmail(tx: Tx, lines: PersonLine[]): Promise<Map<string, string>> {
  const emails = lines.flatMap(({ recipient }) => contactKey({ ...recipient, phone: null }) ?? []);
  const found = await tx.execute<{ email: string; id: string }>(sql`
    select email_key as email, id from person
    where email_key = any(${sql.param(emails)}::text[]) and gone_at is null`);
  return new Map(found.rows.map((row) => [row.email, row.id]));
}
