import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { RecordedSelection } from '#lib/schemas/export';
import { addMs, type Instant } from '#lib/time/instant';
import { type AuditInput, appendAudit } from '#server/audit/append';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import { exportRequest } from '#server/db/schema/exports';

const lifetimeMs = 10 * 60_000;
/** More than anybody reads; who asks for more is taking the mirror away file by file. */
const perHour = 30;

type Wanted = { selection: RecordedSelection; columns: string[] } & Pick<AuditInput, 'details' | 'personal'>;

/**
 * Records that somebody takes a file out of Gatehouse; call it last in a transaction. It can be had at
 * `/api/exports/<id>` for ten minutes, by this session alone. Throws Refusal `limited` after 30 in an hour.
 */
export async function recordExport(tx: Tx, session: Session, wanted: Wanted): Promise<string> {
  const { selection, columns, details, personal } = wanted;
  // Asked for at once they would each count only those before.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`exports|${session.staff.id}`}, 0))`);
  const found = await tx.execute<{ at: Instant; recent: number }>(sql`
    select clock_timestamp() as at, count(*) as recent from export_request
    where staff_id = ${session.staff.id} and created_at > clock_timestamp() - interval '1 hour'`);
  const [facts] = found.rows;
  if (!facts || facts.recent >= perHour) throw new Refusal('limited', { params: { reason: 'export_often' } });
  const id = randomUUID();
  await tx.insert(exportRequest).values({
    id,
    sessionId: session.sessionId,
    staffId: session.staff.id,
    selection,
    columns,
    createdAt: facts.at,
    expiresAt: addMs(facts.at, lifetimeMs),
  });
  await appendAudit(tx, {
    event: 'export.create',
    phase: 'done',
    actor: { kind: 'staff', staffId: session.staff.id, sessionId: session.sessionId },
    object: { type: 'export', id },
    requestId: session.requestId,
    details,
    personal,
  });
  return id;
}
