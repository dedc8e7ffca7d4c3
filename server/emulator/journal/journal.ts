import { limits } from '../limits.ts';
import type { Applied } from '../rules/work.ts';
import type { Notification } from '../world/model.ts';
import { removeSecrets } from './secrets.ts';

/** One call as the journal tells it. Instants without a unit in the name are epoch milliseconds of real time. */
export type JournalEntry = {
  seq: number;
  at: number;
  virtualAt: string;
  method: string;
  path: string;
  query: Record<string, string>;
  /** null: under way, or ended without an answer. */
  status: number | null;
  /** given_up: the caller went before there was an answer. */
  outcome: 'under_way' | 'answered' | 'reset' | 'hung' | 'given_up';
  /** null: under way, or it hangs and the caller still waits. */
  durationMs: number | null;
  tokenId: string | null;
  requestId: string;
  body: unknown;
  applied: Applied[];
  notifications: Pick<Notification, 'id' | 'channel' | 'kind' | 'to'>[];
  fault?: string;
  /** Why a fault's world event could not happen. */
  faultProblem?: string;
  violations: string[];
};

export type JournalTotals = {
  calls: number;
  byKind: Record<string, number>;
  tokenFetches: number;
  maxPerSecond: number;
  maxConcurrent: number;
  violations: Record<string, number>;
};

type Begun = Pick<JournalEntry, 'virtualAt' | 'method' | 'path' | 'query' | 'tokenId' | 'requestId' | 'body'> & {
  kind: string;
};

/** What happened at the API: the newest entries, and totals over all of them. */
export class Journal {
  private entries: JournalEntry[] = [];
  private totals = emptyTotals();
  private recentMs: number[] = [];
  private readonly underWay = new Set<JournalEntry>();
  private nextSeq = 1;
  private readonly limit: number;

  constructor(limit: number = limits.journalEntries) {
    this.limit = limit;
  }

  begin({ kind, body, ...call }: Begun): JournalEntry {
    const entry: JournalEntry = {
      seq: this.nextSeq,
      at: Date.now(),
      ...call,
      status: null,
      outcome: 'under_way',
      durationMs: null,
      body: removeSecrets(body),
      applied: [],
      notifications: [],
      violations: [],
    };
    this.nextSeq += 1;
    this.underWay.add(entry);
    this.count(kind, entry);
    this.entries.push(entry);
    // Dropping a block at a time keeps the ring cheap.
    if (this.entries.length > this.limit * 1.25) this.entries = this.entries.slice(-this.limit);
    return entry;
  }

  /** Its outcome is known; it stays one of those at once until `leave`. */
  end(entry: JournalEntry, outcome: JournalEntry['outcome'], status: number | null, durationMs: number | null): void {
    if (entry.outcome === 'under_way') Object.assign(entry, { outcome, status, durationMs });
  }

  /** A call begun is over for its caller too: answered to the last byte, cut or given up. */
  leave(entry: JournalEntry, durationMs: number): void {
    this.end(entry, 'given_up', null, durationMs);
    entry.durationMs ??= durationMs;
    this.underWay.delete(entry);
  }

  violate(entry: JournalEntry, violation: string): void {
    entry.violations.push(violation);
    this.totals.violations[violation] = (this.totals.violations[violation] ?? 0) + 1;
  }

  /** Entries after `since`, oldest first, that contain the path and have the method. */
  read({ since = 0, path, method }: { since?: number; path?: string; method?: string }): JournalEntry[] {
    return this.entries.filter(
      (entry) =>
        entry.seq > since &&
        (path === undefined || entry.path.includes(path)) &&
        (method === undefined || entry.method === method.toUpperCase()),
    );
  }

  readTotals(): JournalTotals {
    return structuredClone(this.totals);
  }

  /** Forgets entries and totals; sequence numbers go on. */
  clear(): void {
    this.entries = [];
    this.totals = emptyTotals();
    this.recentMs = [];
  }

  private count(kind: string, { at, path }: JournalEntry): void {
    const { totals } = this;
    totals.calls += 1;
    totals.byKind[kind] = (totals.byKind[kind] ?? 0) + 1;
    if (path.endsWith('/oauth/token')) totals.tokenFetches += 1;
    this.recentMs.push(at);
    while ((this.recentMs[0] ?? at) <= at - 1000) this.recentMs.shift();
    totals.maxPerSecond = Math.max(totals.maxPerSecond, this.recentMs.length);
    totals.maxConcurrent = Math.max(totals.maxConcurrent, this.underWay.size);
  }
}

function emptyTotals(): JournalTotals {
  return { calls: 0, byKind: {}, tokenFetches: 0, maxPerSecond: 0, maxConcurrent: 0, violations: {} };
}
