/**
 * How much of anything an emulator takes and keeps: what it validates with, and what /openapi.json and the README say.
 */
export const limits = {
  /** The body of a call to the partner API. */
  bodyBytes: 1_000_000,
  /** Rows of a page of people when `pageSize` is left out; there is no largest page. */
  defaultPageSize: 100,
  people: 1_000_000,
  buildings: 2_000,
  seed: 2 ** 31,
  tokenTtlSeconds: 30 * 86_400,
  /** A pause a fault makes, in real time. */
  faultMs: 3_600_000,
  /** How far `clock_skew` goes to either side. */
  clockSkewSeconds: 100_000_000,
  /** The newest are kept. */
  journalEntries: 20_000,
  controlJournalEntries: 5_000,
  outboxMessages: 20_000,
} as const;
