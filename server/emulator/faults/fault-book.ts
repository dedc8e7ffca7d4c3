import { createRandom, type Random } from '../world/random.ts';
import type { World } from '../world/world.ts';
import type { Effect } from './effects.ts';
import { fits, type Observed } from './match.ts';
import { RateBucket } from './rate-bucket.ts';
import type { FaultRule } from './rule.ts';

export type ActiveFault = { id: string; rule: FaultRule; matched: number; fired: number };
type Entry = ActiveFault & { random: Random; bucket: RateBucket | null };

/** The fault rules of one emulator, in the order they were made. */
export class FaultBook {
  private readonly entries = new Map<string, Entry>();
  private nextId = 1;

  add(rule: FaultRule): string {
    const id = `fault-${this.nextId}`;
    this.nextId += 1;
    const bucket = rule.effect.type === 'rate_limit' ? new RateBucket(rule.effect) : null;
    this.entries.set(id, { id, rule, matched: 0, fired: 0, random: createRandom(rule.match.seed), bucket });
    return id;
  }

  list(): ActiveFault[] {
    return [...this.entries.values()].map(({ id, rule, matched, fired }) => ({ id, rule, matched, fired }));
  }

  remove(id: string): boolean {
    return this.entries.delete(id);
  }

  clear(): void {
    this.entries.clear();
  }

  /** Every rule that fires for this call, counted as fired. */
  fire(call: Observed, world: World): { id: string; effect: Effect }[] {
    if (this.entries.size === 0) return [];
    return [...this.entries.values()]
      .filter((entry) => fires(entry, call, world))
      .map(({ id, rule }) => ({ id, effect: rule.effect }));
  }
}

function fires(entry: Entry, call: Observed, world: World): boolean {
  const { match, times } = entry.rule;
  if (times !== undefined && entry.fired >= times) return false;
  if (!fits(match, call, world)) return false;
  entry.matched += 1;
  if (match.nth !== undefined && entry.matched !== match.nth) return false;
  if (match.every !== undefined && entry.matched % match.every !== 0) return false;
  if (match.probability !== undefined && !entry.random.chance(match.probability)) return false;
  if (entry.bucket?.take()) return false;
  entry.fired += 1;
  return true;
}
