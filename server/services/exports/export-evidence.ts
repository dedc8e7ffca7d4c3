import { evidenceSchema } from '#lib/schemas/certification';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { readSigned } from '../certifications/read-certification.ts';
import { recordExport } from './record-export.ts';

type Asked = { certificationId: string };

/**
 * Records that somebody takes a signed worksheet out, and gives the address it can be had at: see `recordExport`.
 * Throws Refusal `forbidden_or_missing`, `stale` for an unsigned one.
 */
export async function exportEvidence(
  session: Session,
  { certificationId }: Asked,
): Promise<{ id: string; count: number }> {
  await requirePermission(session, 'export.create');
  return db().transaction(async (tx) => {
    const { evidence } = await readSigned(tx, session, certificationId);
    const count = evidenceSchema.parse(JSON.parse(evidence)).rows.length;
    const id = await recordExport(tx, session, {
      selection: { kind: 'evidence', certificationId },
      columns: [],
      details: { format: 'json', list: 'evidence', count, certificationId },
    });
    return { id, count };
  });
}
