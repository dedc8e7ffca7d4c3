/** Amenities come with each lease of the building, service doors only where they are asked for. */
export type BundleKind = 'amenities' | 'service';

/** Why a person holds a door. */
export type ReasonKind = 'lease' | 'job' | 'guest' | 'by_hand' | 'other';

/** What has to be finished outside OpenKit: given there, and taken `back` when they move out. */
export type TaskKind =
  | 'elevator'
  | 'keycard'
  | 'door_to_enable'
  | 'lock_to_activate'
  | 'no_email'
  | 'elevator_back'
  | 'keycard_back'
  | 'access_back';
