import type { Violation } from '#lib/access-rules/grant-rules';
import type { Terms } from '#lib/access-rules/terms';
import type { DryRunDoor, DryRunLease, DryRunReason } from '#server/db/schema/dry-runs';
import type { AccessVersion, Recipient } from '#server/db/schema/operations';

/** One call a dry run would make, or a row for which there is none (`action` null) and why. */
export type PlannedRow = {
  line: number | null;
  personId: string | null;
  recipient: Recipient;
  action: 'grant' | 'change' | 'revoke' | null;
  terms: Terms | null;
  expected: AccessVersion | null;
  doors: DryRunDoor[];
  /** Noted when it is confirmed: why they are to hold their doors, and the lease that begins. */
  personKey?: string;
  reasons?: DryRunReason[];
  lease?: DryRunLease;
  isNotified: boolean;
  problem: string | null;
  problemParams: Record<string, string> | null;
};

type About = Pick<PlannedRow, 'personId' | 'recipient' | 'doors'> & { line?: number };

/** A row that says why nothing would be sent. */
export const refusedRow = (about: About, { reason, params }: Pick<Violation, 'reason' | 'params'>): PlannedRow => ({
  line: null,
  ...about,
  action: null,
  terms: null,
  expected: null,
  isNotified: false,
  problem: reason,
  problemParams: params ?? null,
});

type Call = About &
  Pick<PlannedRow, 'terms'> & { action: 'grant' | 'change' | 'revoke'; expected?: AccessVersion | null };

/** A row that is one call. Latch tells people of a grant, where it may. */
export const callRow = ({ expected, ...call }: Call): PlannedRow => ({
  line: null,
  ...call,
  expected: expected ?? null,
  isNotified: call.action === 'grant' && call.terms?.notify === true,
  problem: null,
  problemParams: null,
});
