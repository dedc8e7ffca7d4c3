import { randomUUID } from 'node:crypto';
import type { RecordedSelection } from '#lib/schemas/export';
import { addMs } from '#lib/time/instant';
import { type AuditInput, appendAudit } from '#server/audit/append';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import type { Tx } from '#server/db/pool';
import { exportRequest } from '#server/db/schema/exports';
import { refuseTooMany } from './refuse-too-many.ts';

const lifetimeMs = 10 * 60_000;

type Wanted = { selection: RecordedSelection; columns: string[] } & Pick<AuditInput, 'details' | 'personal'>;

/**
 * Records that somebody takes a file out of Gatehouse; call it last in a transaction. It can be had at
 * `/api/exports/<id>` for ten minutes, by this session alone. Throws Refusal `limited`: see `refuseTooMany`.
 */
export async function recordExport(tx: Tx, session: Session, wanted: Wanted): Promise<string> {
  const { selection, columns, details, personal } = wanted;
  const at = await refuseTooMany(tx, session);
  const id = randomUUID();
  await tx.insert(exportRequest).values({
    id,
    sessionId: session.sessionId,
    staffId: session.staff.id,
    selection,
    columns,
    createdAt: at,
    expiresAt: addMs(at, lifetimeMs),
  });
  await appendAudit(tx, {
    event: 'export.create',
    phase: 'done',
    actor: staffActor(session),
    object: { type: 'export', id },
    requestId: session.requestId,
    details,
    personal,
  });
  return id;
}
