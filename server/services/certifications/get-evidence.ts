import { sql } from 'drizzle-orm';
import { type Evidence, evidenceSchema } from '#lib/schemas/certification';
import { requirePermission } from '#server/auth/policy';
import { doorInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { buildEvidence } from './build-evidence.ts';
import { readCertification, readSigned } from './read-certification.ts';

/** `hash` and `entries` (of the log) are there once it is signed; before that it is a draft, made anew each time. */
export type PrintedEvidence = { evidence: Evidence; hash: string | null; entries: number[] };

/** A worksheet for paper. Throws Refusal `forbidden_or_missing`. */
export async function getEvidence(session: Session, { id }: { id: string }): Promise<PrintedEvidence> {
  await requirePermission(session, 'access.read');
  const stored = await readCertification(db(), session, id);
  if (stored.evidence === null) {
    const draft = { checked: stored.known, signature: null, at: await now() };
    return { evidence: await buildEvidence(db(), stored, draft), hash: null, entries: [] };
  }
  const found = await db().execute<{ seq: number }>(sql`
    select e.seq from audit_entry e where e.object_id = ${id} and e.event = 'certification.sign' and exists (
      select 1 from certification_door cd where cd.certification_id = ${id} and cd.building_id = e.building_id
        and ${doorInScope(session, sql`cd.building_id`, sql`cd.door_id`)}) order by e.seq`);
  return {
    evidence: evidenceSchema.parse(JSON.parse(stored.evidence)),
    hash: stored.evidenceHash,
    entries: found.rows.map(({ seq }) => seq),
  };
}

/** The signed worksheet as a file, byte for byte what its hash was made of; `exportEvidence` has recorded it. */
export async function evidenceFile(session: Session, id: string): Promise<Response> {
  const { evidence, signedAt } = await readSigned(db(), session, id);
  return new Response(evidence, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="certification-${signedAt.slice(0, 10)}-${id.slice(0, 8)}.json"`,
    },
  });
}
