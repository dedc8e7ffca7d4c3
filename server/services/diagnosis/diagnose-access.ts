import { sql } from 'drizzle-orm';
import { diagnose } from '#lib/diagnosis/diagnose';
import { accessInQuestion, type DiagnosisFacts, doorsOpenNow, type OwnGrant } from '#lib/diagnosis/facts';
import { fullName } from '#lib/names';
import type { Diagnosis } from '#lib/schemas/diagnosis';
import type { PersonView } from '#lib/schemas/person';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import { doorInScope, personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { getDoor } from '../doors/get-door.ts';
import { getPerson } from '../people/get-person.ts';

/**
 * Why a door does not open for a person, from the mirror; a fresh reading of the person is asked for as their page
 * does. Throws Refusal `forbidden_or_missing` when either lies out of scope.
 */
export async function diagnoseAccess(
  session: Session,
  { personId, doorId }: { personId: string; doorId: string },
): Promise<Diagnosis> {
  await requirePermission(session, 'access.read');
  // First alone: of two things out of scope it is always the same one that is missing.
  const person = await getPerson(session, personId);
  const [door, twinId, at] = await Promise.all([getDoor(session, doorId), findTwin(session, personId), now()]);
  const access = accessInQuestion(person.accesses, doorId);
  const origin = access?.isHeld ? await originOf(session, personId, access.id) : unknownOrigin;
  const opensNow = doorsOpenNow(person.accesses, door.buildingId);
  const { id, name, buildingId, buildingName, timeZone, kind, accessibility, isConnected, isActivated } = door;
  return {
    personName: fullName(person),
    door: { id, name, buildingId, buildingName, timeZone, kind, accessibility, isConnected, isActivated },
    ...diagnose({ at, person, twinId, door, access, opensNow, ...origin }),
    isSettling: isSettling(person, doorId),
  };
}

const isSettling = ({ isRefreshing, accesses }: PersonView, doorId: string): boolean =>
  isRefreshing ||
  accesses.some((access) => access.doorId === doorId && (access.pending === 'sending' || access.pending === 'unknown'));

/** Somebody else in scope who is still in OpenKit and has the person's email or phone. */
async function findTwin(session: Session, personId: string): Promise<string | null> {
  const found = await db().execute<{ id: string }>(sql`
    select other.id from person p join person other on other.id <> p.id and other.gone_at is null
      and (other.email_key = p.email_key or other.phone = p.phone)
    where p.id = ${personId} and ${personInScope(session, sql`other.id`)} order by other.id limit 1`);
  return found.rows[0]?.id ?? null;
}

type Origin = Pick<DiagnosisFacts, 'seenFirstAt' | 'grant'>;
const unknownOrigin: Origin = { seenFirstAt: null, grant: null };

type OriginRow = OwnGrant & { cause: string; seenAt: Instant; isOwn: boolean };

/** How an access came to be: the event with which it last appeared, and the grant of ours that made it. */
async function originOf(session: Session, personId: string, accessId: string): Promise<Origin> {
  const found = await db().execute<OriginRow>(sql`
    select e.cause, e.at as "seenAt", i.id is not null as "isOwn", nullif(i.recipient->>'email', '') as email,
      nullif(i.recipient->>'phone', '') as phone, coalesce((i.terms->>'notify')::boolean, false) as notify, e.at
    from access_event e
    left join operation_item_door od
      on od.operation_id = e.operation_id and od.door_id = e.door_id and od.state = 'applied'
    left join operation_item i on i.id = od.item_id and i.person_id = e.person_id and i.action = 'grant'
    where e.person_id = ${personId} and e.access_id = ${accessId} and e.name = 'access.appeared'
      and ${doorInScope(session, sql`e.building_id`, sql`e.door_id`)}
    order by e.id desc, i.id nulls last limit 1`);
  const [row] = found.rows;
  if (!row) return unknownOrigin;
  const { cause, seenAt, isOwn, email, phone, notify, at } = row;
  return { seenFirstAt: cause === 'first_sweep' ? null : seenAt, grant: isOwn ? { email, phone, notify, at } : null };
}
