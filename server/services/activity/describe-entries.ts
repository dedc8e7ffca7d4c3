import { type SQL, sql } from 'drizzle-orm';
import type { EventName, EventPhase } from '#lib/events';
import { may } from '#lib/permissions';
import type { ActivityRow } from '#lib/schemas/activity';
import type { Instant } from '#lib/time/instant';
import { type Beside, differing, storedBeside } from '#server/audit/beside';
import { sha256Hex } from '#server/audit/chain';
import { doorInScope, inScope, isByDoor, personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { personName } from '#server/db/names';
import { isKnowable } from './find-entries.ts';

export type DescribedRow = {
  seq: number;
  at: Instant;
  event: EventName;
  phase: EventPhase;
  requestId: string;
  staffName: string | null;
  systemName: string | null;
  actorKind: 'staff' | 'system' | 'anonymous';
  actorSessionId: string | null;
  objectType: NonNullable<ActivityRow['object']>['type'] | null;
  objectId: string | null;
  personName: string | null;
  objectStaffName: string | null;
  /** The name recorded with the entry, where its person was not known yet or is no longer. */
  recordedName: string | null;
  buildingId: string | null;
  buildingName: string | null;
  timeZone: string | null;
  doorIds: string[];
  doorId: string | null;
  doorName: string | null;
  payload: string;
  payloadHash: string;
  /** With personal data where this viewer may know it. */
  beside: Beside;
};

/** Adds names to the entries of `page` (rows of `audit_entry`), each only where this viewer may know it. */
export const describeEntries = (session: Session, page: SQL): SQL => sql`
  select e.seq, e.at, e.event, e.phase, e.request_id as "requestId", s.name as "staffName",
    facts.actor->>'name' as "systemName", facts.actor->>'kind' as "actorKind",
    facts.actor->>'sessionId' as "actorSessionId", e.object_type as "objectType", e.object_id as "objectId",
    ${personName(sql`p`)} as "personName", about.name as "objectStaffName",
    coalesce(beside.data->>'name', beside.data->>'email') as "recordedName",
    b.id as "buildingId", b.name as "buildingName", b.time_zone as "timeZone", facts.door_ids as "doorIds",
    d.id as "doorId", d.name as "doorName", e.payload, e.payload_hash as "payloadHash", ${storedBeside} as beside
  from (${page}) e
  cross join lateral (
    select recorded.payload->'actor' as actor, array(
      select jsonb_array_elements_text(coalesce(recorded.payload->'details'->'doorIds', '[]'))
      union all select recorded.payload->'details'->>'doorId' where recorded.payload->'details' ? 'doorId'
    ) as door_ids
    from (select e.payload::jsonb as payload) recorded
  ) facts
  left join staff s on s.id = e.staff_id
  left join person p on e.object_type = 'person' and p.id = e.object_id and ${isKnowable(session, sql`e`)}
    and ${personInScope(session, sql`p.id`)}
  left join staff about on e.object_type = 'staff' and about.id = e.object_id and about.id is distinct from e.staff_id
  left join building b on b.id = e.building_id and ${inScope(session, sql`b.id`)}
  left join door d on ${isKnowable(session, sql`e`)} and ${doorInScope(session, sql`d.building_id`, sql`d.id`)}
    and d.id = case when e.object_type = 'door' then e.object_id
      when cardinality(facts.door_ids) = 1 then facts.door_ids[1]::uuid end
  left join audit_personal beside on beside.seq = e.seq and ${isKnowable(session, sql`e`)}`;

export function toActivityRow(session: Session, row: DescribedRow): ActivityRow {
  const { seq, at, event, phase, requestId, buildingId, buildingName, timeZone } = row;
  return {
    id: String(seq),
    at,
    event,
    phase,
    actor: actorOf(row),
    object: objectOf(session, row),
    building: buildingId && buildingName ? { id: buildingId, name: buildingName, timeZone } : null,
    doorCount: shownDoors(session, row).length,
    door: row.doorId && row.doorName ? { id: row.doorId, name: row.doorName } : null,
    isAltered: alteredParts(row).length > 0,
    isRemoteEnd: event === 'session.end' && row.actorSessionId !== null && row.actorSessionId !== row.objectId,
    requestId,
  };
}

/** Whoever is limited to single doors does not learn how many others an act was about. */
export const shownDoors = ({ scope }: Session, { doorIds }: Pick<DescribedRow, 'doorIds'>): string[] =>
  scope !== 'all' && isByDoor({ scope }) ? doorIds.filter((id) => scope.doorIds.includes(id)) : doorIds;

/** What the database says otherwise than what was recorded: its signature is for whoever checks the chain. */
export const alteredParts = ({ payload, payloadHash, beside }: DescribedRow): string[] =>
  sha256Hex(payload) === payloadHash ? differing(payload, beside) : ['payload'];

function actorOf({ actorKind, staffName, systemName }: DescribedRow): ActivityRow['actor'] {
  if (actorKind === 'staff') return { kind: 'staff', name: staffName ?? 'Former staff' };
  return actorKind === 'system' ? { kind: 'system', name: systemName ?? 'unnamed' } : { kind: 'anonymous' };
}

function objectOf(session: Session, row: DescribedRow): ActivityRow['object'] {
  const { objectType: type, objectId: id } = row;
  if (!type || !id) return null;
  const recordedName = alteredParts(row).includes('personal') ? null : row.recordedName;
  const name = row.personName ?? row.objectStaffName ?? recordedName;
  return {
    type,
    id,
    name,
    isLinked: row.personName !== null || (type === 'operation' && mayOpenOperation(session, row)),
  };
}

/** An operation is there for whoever has one of its doors in scope; this entry's building says that of its own. */
export const mayOpenOperation = (session: Session, row: DescribedRow): boolean =>
  may(session.staff.role, 'operation.read') && (session.scope === 'all' || row.buildingId !== null);
