import { bigint, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { EventName, EventPhase } from '#lib/events';
import { instant } from './columns.ts';

/**
 * The audit log. `payload` is the canonical JSON that was hashed; the other columns repeat parts of it for filtering.
 */
export const auditEntry = pgTable(
  'audit_entry',
  {
    /** Gapless, in the order the chain was written. */
    seq: bigint('seq', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull(),
    event: text('event').$type<EventName>().notNull(),
    phase: text('phase').$type<EventPhase>().notNull(),
    staffId: uuid('staff_id'),
    objectType: text('object_type'),
    objectId: uuid('object_id'),
    buildingId: uuid('building_id'),
    operationId: uuid('operation_id'),
    requestId: uuid('request_id').notNull(),
    payload: text('payload').notNull(),
    /** SHA-256 of payload, hex. */
    payloadHash: text('payload_hash').notNull(),
    prevHash: text('prev_hash').notNull(),
    /** SHA-256 of `version|seq|prevHash|payloadHash`, hex. */
    hash: text('hash').notNull(),
    /** Ed25519 over the bytes of `hash`, base64. */
    signature: text('signature').notNull(),
    /** First 16 hex digits of the SHA-256 of the public key. */
    keyId: text('key_id').notNull(),
  },
  (t) => [
    index('audit_entry_building').on(t.buildingId, t.seq),
    index('audit_entry_staff').on(t.staffId, t.seq),
    index('audit_entry_object').on(t.objectId, t.seq),
    index('audit_entry_operation').on(t.operationId),
    index('audit_entry_event').on(t.event, t.seq),
    index('audit_entry_request').on(t.requestId),
    index('audit_entry_at').on(t.at),
  ],
);

/** Names, emails and addresses of an entry. The chain holds only a salted hash of them, so they can be erased. */
export const auditPersonal = pgTable('audit_personal', {
  seq: bigint('seq', { mode: 'number' }).primaryKey(),
  salt: text('salt').notNull(),
  data: jsonb('data').$type<Record<string, string>>().notNull(),
});
