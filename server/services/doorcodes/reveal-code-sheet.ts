import { sql } from 'drizzle-orm';
import { isDaily } from '#lib/access-rules/terms';
import { Refusal } from '#lib/errors';
import type { CodeSheet, CodeSheetRow, RevealCodeSheetInput } from '#lib/schemas/code-sheet';
import { dayOf } from '#lib/time/day';
import { requirePermission, requireProof } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { personName } from '#server/db/names';
import { db } from '#server/db/pool';
import { openkit } from '#server/openkit/openkit';
import type { RevealedDoorcode } from '#server/openkit/types';
import { UpstreamError } from '#server/openkit/upstream-error';
import { doorcodeFilter } from './list-doorcodes.ts';
import { takeReveals } from './take-reveals.ts';

/** More people than a desk expects in a day; each costs a call to OpenKit. */
const mostPeople = 60;
const callsAtOnce = 4;

type Building = { id: string; name: string; timeZone: string };
type Held = { personId: string; personName: string; doorId: string; doorName: string; day: string };

/**
 * The day codes that work today at one building, for printing: one act, recorded first and once, then one live GET for
 * each person. Needs a fresh proof. Throws Refusal `forbidden_or_missing`, `limited`, `invalid` when there are too many
 * people, `unavailable` when OpenKit cannot be asked: half a sheet is none.
 */
export async function revealCodeSheet(session: Session, { buildingId }: RevealCodeSheetInput): Promise<CodeSheet> {
  await requirePermission(session, 'doorcode.reveal');
  requireProof(session);
  const at = await now();
  const building = await findBuilding(session, buildingId);
  const held = await codesOfToday(buildingId, await doorcodeFilter({ day: 'today', code: '' }, at));
  const personIds = [...new Set(held.map(({ personId }) => personId))];
  if (personIds.length > mostPeople) {
    throw new Refusal('invalid', { params: { reason: 'sheet_too_long', max: mostPeople } });
  }
  await takeReveals(session, [
    {
      event: 'doorcode.sheet',
      object: { type: 'building', id: buildingId },
      buildingId,
      details: { people: personIds.length, doorIds: [...new Set(held.map(({ doorId }) => doorId))] },
    },
  ]);
  const codes = await readCodes(session, personIds);
  return {
    buildingName: building.name,
    day: dayOf(at, building.timeZone),
    timeZone: building.timeZone,
    printedBy: session.staff.name,
    printedAt: at,
    requestId: session.requestId,
    rows: held.map((row): CodeSheetRow => {
      const mine = codes.get(row.personId)?.find((code) => isOf(code, row, building));
      return { ...row, code: mine?.code ?? null };
    }),
  };
}

/** Permanent access that was given today starts on the same day at the same door: its code is not for paper. */
const isOf = ({ passcodeType, ...code }: RevealedDoorcode, { doorId, day }: Held, { timeZone }: Building): boolean =>
  isDaily(passcodeType) && code.doorId === doorId && dayOf(code.start, timeZone) === day;

async function findBuilding(session: Session, buildingId: string): Promise<Building> {
  const found = await db().execute<Building>(sql`
    select b.id, b.name, b.time_zone as "timeZone" from building b
    where b.id = ${buildingId} and b.time_zone is not null and ${inScope(session, sql`b.id`)}`);
  const building = found.rows[0];
  if (!building) throw new Refusal('forbidden_or_missing');
  return building;
}

async function codesOfToday(buildingId: string, isToday: ReturnType<typeof sql>): Promise<Held[]> {
  const found = await db().execute<Held>(sql`
    select a.person_id as "personId", ${personName(sql`p`)} as "personName", a.door_id as "doorId",
      coalesce(d.name, 'Unknown door') as "doorName", a.day
    from access a join person p on p.id = a.person_id left join door d on d.id = a.door_id
    where a.building_id = ${buildingId} and ${isToday}
    order by p.sort_name, p.id, d.sort_name, a.id`);
  return found.rows;
}

async function readCodes(session: Session, personIds: string[]): Promise<Map<string, RevealedDoorcode[]>> {
  const codes = new Map<string, RevealedDoorcode[]>();
  const waiting = [...personIds];
  const read = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const live = await openkit().revealDoorcodes({ requestId: session.requestId, priority: 'interactive' }, id);
      codes.set(id, live);
    }
  };
  try {
    await Promise.all(Array.from({ length: callsAtOnce }, read));
    return codes;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    throw new Refusal('unavailable', {
      params: { reason: error.kind === 'credentials' ? 'credentials' : 'upstream_down' },
    });
  }
}
