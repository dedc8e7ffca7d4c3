import type { Instant } from '../time/instant.ts';

export type OperationKind = 'grant' | 'revoke' | 'change';

/** `active`: something is still to be sent or confirmed. */
export type OperationState = 'active' | 'finished' | 'needs_person';

/** What the worker has to do next with one call. */
export type ItemState = 'queued' | 'sending' | 'unknown' | 'settled';

/**
 * What is true of one door. `unknown`: sent, not confirmed; `needs_person`: the machine cannot tell, a person must look.
 */
export type DoorState = 'queued' | 'sending' | 'unknown' | 'applied' | 'rejected' | 'needs_person' | 'cancelled';

export type OperationDoorView = {
  doorId: string;
  doorName: string;
  buildingName: string;
  state: DoorState;
  /** A reason known to lib/messages, or OpenKit's own words. */
  reason: string | null;
};

/** An operation as the browser sees it, cut to the doors in the viewer's scope. Holds no code and no secret. */
export type OperationView = {
  id: string;
  kind: OperationKind;
  state: OperationState;
  personId: string | null;
  personName: string;
  createdAt: Instant;
  finishedAt: Instant | null;
  doors: OperationDoorView[];
};
