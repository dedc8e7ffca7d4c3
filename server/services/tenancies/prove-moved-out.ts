import { sql } from 'drizzle-orm';
import { isDaily } from '#lib/access-rules/terms';
import { Refusal } from '#lib/errors';
import type { Proof } from '#lib/schemas/tenancy';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import { inScope, personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { personName } from '#server/db/names';
import { db } from '#server/db/pool';
import { refreshPerson } from '#server/mirror/refresh-person';
import { openkit } from '#server/openkit/openkit';
import type { AccessSnapshot, PersonSnapshot } from '#server/openkit/types';
import { UpstreamError } from '#server/openkit/upstream-error';
import { findPeople, isAtAddress } from '#server/operations/find-people';
import { isOurPermanent } from '#server/operations/match-access';
import { accessesOfGuests } from '../guests/host-of.ts';

type Place = { doorId: string; doorName: string; buildingName: string };
type Somebody = { id: string; name: string };
type Asked = Somebody & { email: string | null; phone: string | null };
type Left = Proof['people'][number]['left'][number];

/**
 * Asks OpenKit, live, once for each of these people and of their guests, what they, and guests by them, can still open
 * in the viewer's buildings: the proof at the end of a move-out. Throws Refusal `forbidden_or_missing`, `unavailable`
 * when OpenKit cannot be asked.
 */
export async function proveMovedOut(session: Session, personIds: readonly string[]): Promise<Proof> {
  await requirePermission(session, 'tenancy.manage');
  const wanted = [...new Set(personIds)];
  const found = await db().execute<Asked>(sql`
    select id, ${personName(sql`person`)} as name, email, phone from person
    where id = any(${sql.param(wanted)}::uuid[]) and ${personInScope(session, sql`person.id`)} order by name`);
  if (found.rows.length < wanted.length)
    throw new Refusal('forbidden_or_missing', { params: { reason: 'person_gone' } });
  const people: Proof['people'] = [];
  for (const asked of found.rows) {
    const { accesses, unreadable } = await whatIsHeld(session, asked);
    people.push({ name: asked.name, left: await whatIsLeft(session, accesses), unreadable });
  }
  const guests = (await guestsOf(session, wanted)).filter(({ id }) => !wanted.includes(id));
  for (const { id, name } of guests) {
    const person = await readLive(session, id);
    const left = await whatGuestsKeep(session, wanted, id);
    // The mirror is asked for what is theirs: until when cannot be what OpenKit told just now.
    const undated = person?.accesses.filter(({ end }) => end === undefined) ?? [];
    people.push({ name, left, unreadable: (person?.unreadableAccesses ?? 0) + undated.length });
  }
  return { checkedAt: await now(), people };
}

/** Whoever the mirror says may still open something as their guest: OpenKit takes that away with what the host had. */
async function guestsOf(session: Session, hostIds: readonly string[]): Promise<Somebody[]> {
  const at = await now();
  const found = await db().execute<Somebody>(sql`
    select distinct p.id, ${personName(sql`p`)} as name
    from (${accessesOfGuests(hostIds, at)}) guest join access a on a.id = guest.id join person p on p.id = a.person_id
    where ${isOpen(at)} and ${inScope(session, sql`a.building_id`)} order by name, p.id`);
  return found.rows;
}

/** Of somebody who was just read. */
async function whatGuestsKeep(session: Session, hostIds: readonly string[], guestId: string): Promise<Left[]> {
  const at = await now();
  const found = await db().execute<Left>(sql`
    select coalesce(a.door_name, 'Unknown door') as "doorName", b.name as "buildingName",
      case when a.passcode_type = 'PERMANENT' then 'guest' else 'daily' end as why
    from (${accessesOfGuests(hostIds, at)}) guest join access a on a.id = guest.id join building b on b.id = a.building_id
    where a.person_id = ${guestId} and ${isOpen(at)} and ${inScope(session, sql`a.building_id`)}
    order by 1, 2`);
  return found.rows;
}

const isOpen = (at: Instant) => sql`a.gone_at is null and (a.ends_at is null or a.ends_at > ${at}::timestamptz)`;

async function whatIsLeft(session: Session, accesses: readonly AccessSnapshot[]): Promise<Left[]> {
  const at = await now();
  const open = accesses.filter(({ end }) => !end || end > at);
  const places = await placesInScope(
    session,
    open.map(({ doorId }) => doorId),
  );
  return open.flatMap((access) => {
    const place = places.get(access.doorId);
    return place ? [{ doorName: place.doorName, buildingName: place.buildingName, why: whyLeft(access, at) }] : [];
  });
}

/**
 * What somebody holds. A 404 alone does not say nothing: a gateway answers so too, and OpenKit for whoever has become
 * one with somebody else. Then its whole list is asked for them, and for who has their address.
 */
async function whatIsHeld(session: Session, { id, ...address }: Asked) {
  const person = await readLive(session, id);
  if (person) return { accesses: person.accesses, unreadable: person.unreadableAccesses };
  const holdsAny = ({ accesses, unreadableAccesses }: PersonSnapshot) => accesses.length + unreadableAccesses > 0;
  const sought = {
    isThem: (listed: PersonSnapshot) => listed.id === id || (isAtAddress(listed, address) && holdsAny(listed)),
    mayBeThem: (listed: PersonSnapshot) =>
      !listed.phone &&
      (listed.unreadableAccesses > 0 || listed.accesses.some((access) => isOurPermanent(access, access.doorId))),
  };
  const [found] = await unlessUnread(findPeople({ db: db(), openkit: openkit() }, contextOf(session), [sought]));
  const listed = found?.person;
  return {
    accesses: listed?.accesses ?? [],
    unreadable: listed?.unreadableAccesses ?? Number(found?.isHidden ?? true),
  };
}

const contextOf = ({ requestId }: Session) => ({ requestId, priority: 'interactive' as const });

const readLive = (session: Session, personId: string): Promise<PersonSnapshot | null> =>
  unlessUnread(refreshPerson(db(), openkit(), contextOf(session), personId));

async function unlessUnread<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    const reason = error.kind === 'credentials' ? 'credentials' : 'upstream_down';
    throw new Refusal('unavailable', { params: { reason } });
  }
}

async function placesInScope(session: Session, doorIds: string[]): Promise<Map<string, Place>> {
  const found = await db().execute<Place>(sql`
    select d.id as "doorId", d.name as "doorName", b.name as "buildingName"
    from door d join building b on b.id = d.building_id
    where d.id = any(${sql.param(doorIds)}::uuid[]) and ${inScope(session, sql`d.building_id`)}`);
  return new Map(found.rows.map((place) => [place.doorId, place]));
}

function whyLeft({ passcodeType, granterKind, start }: AccessSnapshot, at: Instant): string {
  if (isDaily(passcodeType)) return 'daily';
  if (granterKind === 'user') return 'shared';
  return start > at ? 'later' : 'held';
}
