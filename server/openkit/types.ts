import type { Logger } from 'pino';
import type { AccessRole, DoorcodeStatus, PasscodeType, Terms } from '#lib/access-rules/terms';
import { type Instant, toInstant } from '#lib/time/instant';
import type { Db } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';
import type { BudgetStatus, Priority } from './budget.ts';
import type { TokenStatus } from './token-store.ts';

/**
 * `requestId` ties log lines and the upstream's journal to the act behind the call; `signal` gives a call up.
 * `isStillDue` is asked once it is the call's turn: where it answers false, no byte leaves (`not_due`).
 */
export type CallContext = {
  requestId: string;
  priority: Priority;
  signal?: AbortSignal;
  isStillDue?: () => Promise<boolean>;
};

/**
 * `timeZone` is an IANA zone this runtime knows, else null; `statedTimeZone` is what OpenKit said, for showing. Any other
 * null, a line of the address too, and an empty name = OpenKit does not say. `portfolio` is null where it is left out,
 * undefined where it cannot be read.
 */
export type BuildingSnapshot = {
  id: string;
  name: string;
  address: (string | null)[];
  timeZone: string | null;
  statedTimeZone: string | null;
  portfolio: { id: string; name: string } | null | undefined;
};

/** Null = OpenKit does not say. A door without a device is not activated: no access can be given to it. */
export type DoorSnapshot = {
  id: string;
  buildingId: string;
  name: string;
  kind: 'door' | 'elevator' | 'unknown';
  accessibility: 'communal' | 'private' | null;
  isConnected: boolean | null;
  isActivated: boolean;
  serialNumber: string | null;
  deviceType: string | null;
  batteryPercent: number | null;
  batteryAt: Instant | null;
};

/**
 * Stands for a start that OpenKit did not tell: long ago, so that the access shows as active rather than not at all.
 */
export const unknownStart: Instant = toInstant(0);

/**
 * Accesses have no id of their own. A start OpenKit does not tell is the epoch. `end` null = no expiry, undefined =
 * there is one that cannot be read. Any other null = OpenKit does not say.
 */
export type AccessSnapshot = {
  doorId: string;
  passcodeType: PasscodeType;
  granterKind: 'partner' | 'user' | 'unknown';
  granterId: string | null;
  start: Instant;
  end: Instant | null | undefined;
  shareable: boolean | null;
  role: AccessRole | null;
  doorcodeStatus: DoorcodeStatus | null;
};

/** `phone` left out = OpenKit did not tell (lists), null = told that there is none. */
export type ResidentSnapshot = {
  id: string;
  firstName: string;
  lastName: string;
  email: string | null;
  phone?: string | null;
};

/** `unreadableAccesses` > 0: some accesses named no door, so an access that is not here may still exist. */
export type PersonSnapshot = ResidentSnapshot & { accesses: AccessSnapshot[]; unreadableAccesses: number };

/** `unreadable` rows (or accesses inside rows) named no uuid and are left out: what is missing here may still exist. */
export type Listing<T> = { items: T[]; unreadable: number };
export type ListingPage<T> = Listing<T> & { nextPageToken: string | null };

/** An access with the code as OpenKit shows it this moment. Never store or log one. */
export type RevealedDoorcode = AccessSnapshot & { code: string | null };

/**
 * What is known after a write. `applied`: OpenKit said so (`person` null when the answer held no accesses: read back).
 * `rejected`: refused without effect. `not_sent`: no byte left or refused before effect, may be sent again.
 * `unknown`: it may or may not have happened, read back before anything else.
 */
export type WriteOutcome =
  | { kind: 'applied'; personId: string | null; person: PersonSnapshot | null }
  | { kind: 'rejected'; status: number; message: string | null; missing: boolean }
  | { kind: 'not_sent'; reason: string }
  | { kind: 'unknown'; reason: string };

export type OpenKitOptions = {
  apiUrl: string;
  authUrl: string;
  audience: string;
  clientId: string;
  clientSecret: string;
  callsPerSecond: number;
  pageSize: number;
  dataKey: Buffer;
  db: Db;
  log: Logger;
  timeouts?: Partial<Timeouts>;
};

export type Timeouts = {
  connectMs: number;
  headersMs: number;
  /** One attempt from first to last byte, also while bytes trickle. */
  totalMs: number;
  /**
   * No attempt of a call starts later than this after it was asked for: waiting for the budget and repeats included.
   */
  callMs: Record<Priority, number>;
  /** A refused token forces a new one at most this often, all processes together. */
  forcedRenewalGapMs: number;
};

export type OpenKitStatus = {
  token: TokenStatus;
  budget: BudgetStatus;
  /** `open`: this process sees OpenKit as down and fails calls at once, except a probe now and then. */
  breaker: 'closed' | 'open' | 'half_open';
};

/**
 * OpenKit as Gatehouse uses it. Reads throw `UpstreamError`; writes answer a `WriteOutcome` for whatever OpenKit or the
 * network does. Anything else thrown is our own database or a bug, and a write that throws had no effect.
 */
export interface OpenKit {
  /** Every building in one answer: OpenKit does not page them. */
  listBuildings(ctx: CallContext): Promise<Listing<BuildingSnapshot>>;
  /** `pageToken` null = the first page. `nextPageToken` null = the last one. Tokens are opaque; pages may shift. */
  listDoors(ctx: CallContext, pageToken: string | null): Promise<ListingPage<DoorSnapshot>>;
  listPeople(ctx: CallContext, pageToken: string | null): Promise<ListingPage<PersonSnapshot>>;
  /** People with active resident access in the building: identity only, no doors. */
  listResidents(ctx: CallContext, buildingId: string, pageToken: string | null): Promise<ListingPage<ResidentSnapshot>>;
  /** Null = 404: OpenKit knows no such person, or something between us and it knows nothing at all. */
  getPerson(ctx: CallContext, personId: string): Promise<PersonSnapshot | null>;
  /** Creates the person or adds to them (OpenKit matches by email, else phone). There is no idempotency key. */
  grant(ctx: CallContext, grant: { recipient: Recipient; terms: Terms; doorIds: string[] }): Promise<WriteOutcome>;
  /** PERMANENT only. Both fields are always sent, because OpenKit takes a missing end as "no expiry". */
  change(
    ctx: CallContext,
    personId: string,
    doorId: string,
    change: { shareable: boolean; end: Instant | null },
  ): Promise<WriteOutcome>;
  revoke(ctx: CallContext, personId: string, doorId: string): Promise<WriteOutcome>;
  /** The only method that returns codes: one live call. Empty when OpenKit no longer knows the person. */
  revealDoorcodes(ctx: CallContext, personId: string): Promise<RevealedDoorcode[]>;
  /** For a status page; reads the shared token and budget from the database, never OpenKit. */
  status(): Promise<OpenKitStatus>;
}
