import { sql } from 'drizzle-orm';
import { isDaily } from '#lib/access-rules/terms';
import { Refusal } from '#lib/errors';
import type { RevealDoorcodesInput, RevealedDoorcodeView } from '#lib/schemas/grant-access';
import { dayOf, dayWindow } from '#lib/time/day';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { openkit } from '#server/openkit/openkit';
import type { RevealedDoorcode } from '#server/openkit/types';
import { UpstreamError } from '#server/openkit/upstream-error';
import { takeReveals } from './take-reveals.ts';

type Place = { doorId: string; doorName: string; buildingId: string; buildingName: string; timeZone: string | null };

/**
 * Shows a person's doorcodes on doors in scope: recorded first, then one live GET. The codes stand in the return value
 * and nowhere else. Throws Refusal `forbidden_or_missing`, `limited` when
 * this staff member has looked at too many within an hour, `unavailable` when OpenKit cannot be asked.
 */
export async function revealDoorcodes(session: Session, input: RevealDoorcodesInput): Promise<RevealedDoorcodeView[]> {
  await requirePermission(session, 'doorcode.reveal');
  const places = await findHeldDoors(session, input);
  await recordReveal(session, input.personId, places);
  const live = await askOpenKit(session, input.personId);
  return live.flatMap((row) => {
    const place = places.get(row.doorId);
    return place ? [toView(row, place)] : [];
  });
}

async function findHeldDoors(session: Session, input: RevealDoorcodesInput): Promise<Map<string, Place>> {
  const wanted = [...new Set(input.doorIds)];
  const found = await db().execute<Place>(sql`
    select distinct a.door_id as "doorId", d.name as "doorName", a.building_id as "buildingId", b.name as "buildingName",
      b.time_zone as "timeZone"
    from access a join door d on d.id = a.door_id join building b on b.id = a.building_id
    where a.person_id = ${input.personId} and a.door_id = any(${sql.param(wanted)}::uuid[]) and a.gone_at is null
      and ${inScope(session, sql`a.building_id`)}`);
  if (found.rows.length < wanted.length) {
    throw new Refusal('forbidden_or_missing', { field: 'doorIds', params: { reason: 'access_gone' } });
  }
  return new Map(found.rows.map((row) => [row.doorId, row]));
}

/** One record for each building, so that whoever may read the log of a building sees the reveals in it. */
async function recordReveal(session: Session, personId: string, places: Map<string, Place>): Promise<void> {
  const byBuilding = Map.groupBy(places.values(), (place) => place.buildingId);
  await takeReveals(
    session,
    [...byBuilding].map(([buildingId, doors]) => ({
      event: 'doorcode.reveal',
      object: { type: 'person', id: personId },
      buildingId,
      details: { doorIds: doors.map((door) => door.doorId) },
    })),
  );
}

async function askOpenKit(session: Session, personId: string): Promise<RevealedDoorcode[]> {
  try {
    return await openkit().revealDoorcodes({ requestId: session.requestId, priority: 'interactive' }, personId);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    throw new Refusal('unavailable', {
      params: { reason: error.kind === 'credentials' ? 'credentials' : 'upstream_down' },
    });
  }
}

function toView(row: RevealedDoorcode, place: Place): RevealedDoorcodeView {
  const { doorId, doorName, buildingName, timeZone } = place;
  const day = isDaily(row.passcodeType) && timeZone ? dayOf(row.start, timeZone) : null;
  const { start } = day && timeZone ? dayWindow(day, timeZone) : row;
  return { doorId, doorName, buildingName, timeZone, code: row.code, status: row.doorcodeStatus ?? 'none', day, start };
}
