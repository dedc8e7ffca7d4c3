/** What the ledger says happened to an access. `ended`: its time was over; the others are seen from outside. */
export const accessEventNames = ['access.appeared', 'access.changed', 'access.ended', 'access.vanished'] as const;
export type AccessEventName = (typeof accessEventNames)[number];

/** Why. `drift`: changed elsewhere, by nobody we know of. */
export const eventCauses = ['operation', 'expiry', 'first_sweep', 'guest_share', 'drift'] as const;
export type EventCause = (typeof eventCauses)[number];

/** What a history can be narrowed to: one kind of event of accesses, or whatever happened to doors themselves. */
export const historyKinds = ['', 'appeared', 'changed', 'ended', 'vanished', 'door'] as const;
export type HistoryKind = (typeof historyKinds)[number];

export type DoorEventName =
  | 'door.appeared'
  | 'door.returned'
  | 'door.renamed'
  | 'door.device_changed'
  | 'door.vanished';

/** What drift is grouped by, beside the door or person it concerns. */
export const driftKinds = ['door_vanished', 'person_vanished', 'ended', 'appeared', 'changed'] as const;
export type DriftKind = (typeof driftKinds)[number];
