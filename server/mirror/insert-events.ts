import { sql } from 'drizzle-orm';
import type { Tx } from '../db/pool.ts';
import type { EventRow } from './access-events.ts';
import { driftOf } from './note-drift.ts';

/** Adds to the ledger; what of it is drift waits for a person to look at it. */
export async function insertEvents(tx: Tx, events: EventRow[]): Promise<void> {
  if (events.length === 0) return;
  const inserting = sql`
      insert into access_event (at, name, cause, access_id, person_id, door_id, building_id, operation_id, generation,
        before, after)
      select r.* from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as r(
        at timestamptz, name text, cause text, "accessId" uuid, "personId" uuid, "doorId" uuid, "buildingId" uuid,
        "operationId" uuid, generation bigint, before jsonb, after jsonb)`;
  const hasDrift = events.some(({ cause }) => cause === 'drift');
  await tx.execute(hasDrift ? sql`with events as (${inserting} returning *) ${driftOf(sql`events`)}` : inserting);
}
