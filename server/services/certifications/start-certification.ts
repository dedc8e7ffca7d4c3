import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { StartCertificationInput } from '#lib/schemas/certification';
import { dayWindow } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { certification, certificationDoor } from '#server/db/schema/certifications';
import { type FoundDoor, findDoors } from '../doors/find-doors.ts';
import { insertNames, knownNow } from './add-names.ts';
import { recordWorksheet } from './record-worksheet.ts';

/**
 * Makes a worksheet of everybody who could open these doors at any time of these days, and writes down what was known
 * when it was made. The same intent again is the same worksheet. Throws Refusal `forbidden_or_missing` for a door out
 * of scope, `invalid` for days that are none, doors without one common zone, or more names than anybody can look at.
 */
export async function startCertification(
  session: Session,
  input: StartCertificationInput,
): Promise<{ certificationId: string }> {
  await requirePermission(session, 'certification.manage');
  const at = await now();
  return db().transaction(async (tx) => {
    const doors = await findDoors(tx, session, input.doorIds);
    const zone = zoneOf(doors);
    const question = { id: randomUUID(), doors, zone, ...periodOf(input, zone) };
    const known = await knownNow(tx, session, question);
    const made = await tx
      .insert(certification)
      .values({
        id: question.id,
        staffId: session.staff.id,
        intentId: input.intentId,
        createdAt: at,
        fromAt: question.from,
        toAt: question.to,
        zone,
        known,
      })
      .onConflictDoNothing({ target: [certification.staffId, certification.intentId] })
      .returning({ id: certification.id });
    if (made.length === 0) return { certificationId: await existing(tx, session, input.intentId) };
    await tx
      .insert(certificationDoor)
      .values(doors.map((door) => ({ certificationId: question.id, doorId: door.id, buildingId: door.buildingId })));
    await insertNames(tx, session, question, at);
    const asked = { from: question.from, to: question.to, zone };
    await recordWorksheet(tx, session, 'certification.start', question, ({ rows }) => ({ ...asked, rows }));
    return { certificationId: question.id };
  });
}

/** Days are counted by one calendar: doors of several zones are several worksheets. */
function zoneOf(doors: FoundDoor[]): string {
  const zones = [...new Set(doors.map(({ timeZone }) => timeZone))];
  const [zone] = zones;
  if (zones.length > 1)
    throw new Refusal('invalid', { field: 'doorIds', params: { reason: 'certified_zones_differ' } });
  if (!zone) throw new Refusal('invalid', { field: 'doorIds', params: { reason: 'certified_zone_unknown' } });
  return zone;
}

function periodOf({ from, to }: StartCertificationInput, zone: string): { from: Instant; to: Instant } {
  if (to < from) throw new Refusal('invalid', { field: 'to', params: { reason: 'certified_days_reversed' } });
  return { from: dayWindow(from, zone).start, to: dayWindow(to, zone).end };
}

async function existing(tx: Tx, session: Session, intentId: string): Promise<string> {
  const found = await tx.execute<{ id: string }>(sql`
    select id from certification where staff_id = ${session.staff.id} and intent_id = ${intentId}`);
  const id = found.rows[0]?.id;
  if (!id) throw new Error('The worksheet of this intent is neither new nor known.');
  return id;
}
