/** The entities of the emulated Latch. Instants are epoch milliseconds; the wire words are OpenKit's. */

export const passcodeTypes = ['PERMANENT', 'DAILY', 'DAILY_SINGLE_USE'] as const;
export type PasscodeType = (typeof passcodeTypes)[number];

export const roles = ['RESIDENT', 'NON_RESIDENT', 'GUEST', 'TOURER'] as const;
export type Role = (typeof roles)[number];

/** MANAGER marks what a property manager granted in Mission Control: OpenKit does not say how it reads back. */
type Granter = { type: 'PARTNER' | 'USER' | 'MANAGER'; uuid: string };

export type Portfolio = { uuid: string; name: string };

type Address = {
  addressLine1: string;
  addressLine2: string;
  addressLine3: string;
  city: string;
  country: string;
  postalCode: string;
  state: string;
};

export type Building = {
  uuid: string;
  name: string;
  address: Address;
  portfolio: Portfolio | null;
  /** The zone the building's locks live in, whether or not OpenKit tells it. */
  zone: string;
  showsZone: boolean;
  /** What a manager grants on one communal door here stands in the way of the partner's code on all of them. */
  commonDoorcodes: boolean;
  gone: boolean;
  doors: Door[];
};

type Battery = { percentage: number; lastUpdatedMs: number };
export type Device = { serialNumber: string; type: string; battery: Battery };

export type Door = {
  uuid: string;
  sdkDoorUuid: string;
  name: string;
  building: Building;
  type: 'DOOR' | 'ELEVATOR';
  /** null: OpenKit leaves it out (unknown). */
  accessibilityType: 'COMMUNAL' | 'PRIVATE' | null;
  /** null: OpenKit leaves it out (unknown); the lock then behaves as connected. */
  isConnected: boolean | null;
  /** null: not activated, no access can be given. */
  device: Device | null;
  /** A property manager enabled this door for the partner. */
  enabled: boolean;
  accesses: Access[];
};

export type User = {
  uuid: string;
  email: string | null;
  phone: string | null;
  firstName: string;
  lastName: string;
  accesses: Access[];
};

/** What an offline lock still believes: the access as it stands, nothing at all, or an older window. */
export type LockCopy = 'current' | 'missing' | { startMs: number; endMs: number | null };

export type Access = {
  id: number;
  user: User;
  door: Door;
  passcodeType: PasscodeType;
  /** null: never told. */
  role: Role | null;
  granter: Granter;
  shareable: boolean;
  startMs: number;
  /** null: no expiry. */
  endMs: number | null;
  /** The doorcode as a number; shown with seven digits. */
  code: number;
  firstUsedMs: number | null;
  /** Set when the cloud revoked it; kept so that the lock can say why it stays shut. */
  revokedMs: number | null;
  lockCopy: LockCopy;
  keyUuid: string | null;
};

/** A named set of doors, newer deployments only. */
export type Key = { uuid: string; name: string; building: Building; doors: Door[] };

export type Notification = {
  id: string;
  atMs: number;
  channel: 'email' | 'sms';
  to: string;
  kind: 'invite' | 'doorcode' | 'login-code';
  userUuid: string;
  doorUuids: string[];
  /** Doorcode by door for kind `doorcode`. */
  codes?: Record<string, string>;
  /** The first doorcode, or the login code. */
  code?: string;
};
