import { and, eq, sql } from 'drizzle-orm';
import { csvStart } from '#lib/csv';
import { Refusal } from '#lib/errors';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { exportRequest } from '#server/db/schema/exports';
import { evidenceFile } from '../certifications/get-evidence.ts';
import { exportedLists } from './export-lists.ts';
import { rowsMeant } from './rows-meant.ts';
import { streamBatches } from './stream-batches.ts';
import { streamLog } from './stream-log.ts';

/**
 * The file that an export recorded, for the session that asked and with the rights it has now, as a stream: rows are
 * read and written a few hundred at a time, as fast as they are taken. Throws Refusal `forbidden_or_missing` for any
 * other session or after it expired, `limited` when too many files are being written.
 */
export async function getExport(session: Session, { id }: { id: string }): Promise<Response> {
  const [request] = await db()
    .select()
    .from(exportRequest)
    .where(
      and(
        eq(exportRequest.id, id),
        eq(exportRequest.sessionId, session.sessionId),
        sql`${exportRequest.expiresAt} > clock_timestamp()`,
      ),
    );
  if (!request) throw new Refusal('forbidden_or_missing', { params: { reason: 'export_gone' } });
  const { selection, columns } = request;
  if (selection.kind === 'log') return streamLog(session);
  if (selection.kind === 'evidence') return evidenceFile(session, selection.certificationId);
  const list = exportedLists[selection.list];
  await requirePermission(session, list.permission);
  const at = await now();
  const body = streamBatches({
    start: csvStart + list.head(columns),
    ids: await rowsMeant(session, selection),
    textOf: (tx, ids) => list.lines(tx, session, ids, columns, at),
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="gatehouse-${selection.list}-${at.slice(0, 10)}.csv"`,
    },
  });
}
