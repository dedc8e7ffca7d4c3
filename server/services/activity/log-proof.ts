import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import { auditKey } from '#server/audit/key';
import { readTakenOver } from '#server/audit/read-taken-over';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';

/** The Ed25519 public key (PEM) that checks the signature of every entry. It is no secret. */
export async function getPublicKey(session: Session): Promise<{ keyId: string; pem: string }> {
  await requirePermission(session, 'audit.read');
  const { keyId, publicKeyPem } = auditKey();
  return { keyId, pem: publicKeyPem };
}

/** Earlier keys whose signatures hold up to a row, and when somebody said so. */
export async function listEarlierKeys(session: Session): Promise<{ keyId: string; seq: number; at: Instant }[]> {
  await requirePermission(session, 'audit.read');
  const takenOver = await readTakenOver(db(), auditKey());
  return (takenOver?.earlier ?? []).map(({ keyId, seq, at }) => ({ keyId, seq, at }));
}

/** True when the role this console works under could rewrite the log: then only the signatures would tell. */
export async function canLogBeRewritten(session: Session): Promise<boolean> {
  await requirePermission(session, 'audit.read');
  const found = await db().execute<{ isRewritable: boolean }>(
    sql`select has_table_privilege(current_user, 'audit_entry', 'update, delete, truncate') as "isRewritable"`,
  );
  return found.rows[0]?.isRewritable ?? true;
}
