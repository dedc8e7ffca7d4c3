import { createRandom, type Random } from '../world/random.ts';
import type { World } from '../world/world.ts';
import type { Effect } from './effects.ts';
import { fits, type Observed } from './match.ts';
import { RateBucket } from './rate-bucket.ts';
import type { FaultMatch, FaultRule } from './rule.ts';

export type ActiveFault = { id: string; rule: FaultRule; matched: number; fired: number };
type Entry = ActiveFault & { random: Random; bucket: RateBucket | null };

/** The fault rules of one emulator, in the order they were made. */
export class FaultBook {
  private readonly entries = new Map<string, Entry>();
  private nextId = 1;
  private readonly remember: (faults: ActiveFault[]) => void;

  /** `remember` gets all rules after every change. */
  constructor(remember: (faults: ActiveFault[]) => void) {
    this.remember = remember;
  }

  add(rule: FaultRule): string {
    const id = `fault-${this.nextId}`;
    this.nextId += 1;
    this.entries.set(id, toEntry({ id, rule, matched: 0, fired: 0 }));
    this.tell();
    return id;
  }

  /**
   * Replaces all rules by those of a snapshot, which go on where they were: spent is spent, chance falls as it would
   * have.
   */
  restore(faults: ActiveFault[]): void {
    this.entries.clear();
    for (const fault of faults) {
      this.entries.set(fault.id, toEntry(fault));
      this.nextId = Math.max(this.nextId, Number(fault.id.slice('fault-'.length)) + 1);
    }
    this.tell();
  }

  list(): ActiveFault[] {
    return [...this.entries.values()].map(toActive);
  }

  remove(id: string): boolean {
    const wasThere = this.entries.delete(id);
    if (wasThere) this.tell();
    return wasThere;
  }

  clear(): void {
    this.entries.clear();
    this.tell();
  }

  /** Every rule that fires for this call, counted as fired. */
  fire(call: Observed, world: World): { id: string; effect: Effect }[] {
    if (this.entries.size === 0) return [];
    const concerned = [...this.entries.values()].filter((entry) => concerns(entry, call, world));
    const fired = concerned.filter(fires);
    if (concerned.length > 0) this.tell();
    return fired.map(({ id, rule }) => ({ id, effect: rule.effect }));
  }

  private tell(): void {
    this.remember(this.list());
  }
}

function toEntry(fault: ActiveFault): Entry {
  const { match, effect } = fault.rule;
  const random = createRandom(match.seed);
  for (let count = 1; count <= fault.matched; count += 1) if (isTurn(match, count)) falls(match, random);
  return { ...fault, random, bucket: effect.type === 'rate_limit' ? new RateBucket(effect) : null };
}

function toActive({ id, rule, matched, fired }: Entry): ActiveFault {
  return { id, rule, matched, fired };
}

function concerns({ rule: { match, times = Infinity }, fired }: Entry, call: Observed, world: World): boolean {
  return fired < times && fits(match, call, world);
}

function fires(entry: Entry): boolean {
  const { match } = entry.rule;
  entry.matched += 1;
  if (!isTurn(match, entry.matched) || !falls(match, entry.random)) return false;
  if (entry.bucket?.take()) return false;
  entry.fired += 1;
  return true;
}

/** Whether it is the turn of the match counted `count`, from 1. */
function isTurn({ nth, every }: FaultMatch, count: number): boolean {
  return (nth === undefined || count === nth) && (every === undefined || count % every === 0);
}

function falls({ probability }: FaultMatch, random: Random): boolean {
  return probability === undefined || random.chance(probability);
}
