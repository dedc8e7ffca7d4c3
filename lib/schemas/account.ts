import type { Role } from '../permissions.ts';
import type { Instant } from '../time/instant.ts';

/** A living session of the viewer's own. Times are real time. */
export type OwnSession = {
  id: string;
  /** The one that asks. */
  isCurrent: boolean;
  startedAt: Instant;
  lastSeenAt: Instant;
  address: string | null;
  userAgent: string | null;
};

/** Somebody's own account. `asOf` is real time: what the ages of sessions are counted from. */
export type AccountView = {
  name: string;
  email: string;
  role: Role;
  /** Where the role holds, by name: `all`, or whole portfolios, the single buildings outside them, and single doors. */
  scope: 'all' | { portfolios: string[]; buildings: string[]; doors: string[] };
  hasAuthenticator: boolean;
  sessions: OwnSession[];
  asOf: Instant;
};
