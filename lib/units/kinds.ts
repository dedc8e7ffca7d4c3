/** Amenities come with each lease of the building, service doors only where they are asked for. */
export type BundleKind = 'amenities' | 'service';

/** Why a person holds a door. */
export type ReasonKind = 'lease' | 'job' | 'guest' | 'by_hand' | 'other';

/**
 * What has to be finished outside OpenKit: given there, and taken `back` when they move out. `phone_lost`: somebody who
 * does not manage the building noted that a phone is lost that opens doors of it.
 */
export type TaskKind =
  | 'elevator'
  | 'keycard'
  | 'door_to_enable'
  | 'lock_to_activate'
  | 'no_email'
  | 'elevator_back'
  | 'keycard_back'
  | 'access_back'
  | 'phone_lost';
