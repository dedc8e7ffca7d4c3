/**
 * Everything the audit log can record, `entity.verb`: done by staff or by us. Closed: a new kind of act needs a row here
 * first. What was only seen at OpenKit stands in the ledger: see `history.ts`.
 */
export const eventNames = [
  'access.grant',
  'access.change',
  'access.revoke',
  'notice.move',
  'doorcode.reveal',
  'doorcode.sheet',
  'door.sync_claimed',
  'door.statement',
  'unit.edit',
  'bundle.edit',
  'tenancy.start',
  'tenancy.change',
  'tenancy.end',
  'guest.invite',
  'person.link',
  'person.phone_lost',
  'task.settle',
  'operation.control',
  'door.replace',
  'drift.accept',
  'plan.create',
  'plan.change',
  'plan.miss',
  'certification.start',
  'certification.sign',
  'certification.discard',
  'export.create',
  'session.start',
  'session.refuse',
  'session.end',
  'session.prove',
  'session.lock',
  'password.change',
  'authenticator.add',
  'authenticator.reset',
  'recovery.renew',
  'permission.deny',
  'limit.reach',
  'staff.invite',
  'staff.join',
  'staff.manage',
  'staff.reset',
  'staff.leave',
  'setting.change',
  'sync.start',
  'sync.stop',
  'sync.accept_loss',
  'audit.erase',
  'log.take_over',
] as const;

export type EventName = (typeof eventNames)[number];

/** `intent` is written before OpenKit is asked, the others after; `done` stands alone for acts that ask nobody. */
export const eventPhases = ['intent', 'applied', 'rejected', 'unknown', 'cancelled', 'done', 'denied'] as const;

export type EventPhase = (typeof eventPhases)[number];
