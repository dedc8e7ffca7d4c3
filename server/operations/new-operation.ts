import type { Terms } from '#lib/access-rules/terms';
import type { EventName } from '#lib/events';
import type { OperationKind } from '#lib/schemas/operation';
import type { AuditActor } from '../audit/append.ts';
import type { Session } from '../auth/session.ts';
import type { AccessVersion, Recipient } from '../db/schema/operations.ts';

export type NewItem = {
  action: 'grant' | 'change' | 'revoke';
  personId: string | null;
  recipient: Recipient;
  /** Null for a revocation. */
  terms: Terms | null;
  /**
   * For a change: how the access stood when it was asked for. It is not sent over anything else; a person decides then.
   */
  expected?: AccessVersion | null;
  doors: { doorId: string; buildingId: string | null }[];
  /** Place among the items of one that must be confirmed first; if it is not, this one is not sent. */
  after?: number;
};

/**
 * The session somebody asked in stands in every record of what comes of it; null where nobody did, as for a plan's
 * codes.
 */
type Asker = { staffId: string; sessionId: string | null };

export const askedFrom = ({ staff, sessionId, requestId }: Session) => ({ staffId: staff.id, sessionId, requestId });

export const actorOf = ({ staffId, sessionId }: Asker): AuditActor =>
  sessionId ? { kind: 'staff', staffId, sessionId } : { kind: 'staff', staffId };

/** Items are sent in their order where they concern the same person and door; others side by side. */
export type NewOperation = Asker & {
  /** Given where rows of the same transaction must name it. */
  id?: string;
  kind: OperationKind;
  requestId: string;
  intentId: string;
  /** The operation whose failed doors are sent again. */
  retryOf?: string;
  items: NewItem[];
};

export const eventOf: Record<NewItem['action'], EventName> = {
  grant: 'access.grant',
  change: 'access.change',
  revoke: 'access.revoke',
};
