import type { ExportListName } from '#lib/schemas/export';
import { appendAudit } from '#server/audit/append';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';

export type Taken = { count: number; isComplete: boolean };

/**
 * Records how many rows a file took out of Gatehouse, `isComplete` = to its end: lists change between the asking, when
 * `recordExport` counts them, and each reading of the file.
 */
export const recordTaken = (session: Session, id: string, list: ExportListName, taken: Taken): Promise<void> =>
  db().transaction((tx) =>
    appendAudit(tx, {
      event: 'export.take',
      phase: 'done',
      actor: { kind: 'staff', staffId: session.staff.id, sessionId: session.sessionId },
      object: { type: 'export', id },
      requestId: session.requestId,
      details: { list, ...taken },
    }),
  );
