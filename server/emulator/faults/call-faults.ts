import type { WireUser } from '../contract/entities.ts';
import { type Effect, effectOf } from './effects.ts';

export type Lagged = { untilMs: number; where: 'list' | 'detail' | 'both'; user: WireUser | null };

/** How faults bend the reading of one call. */
export type CallFaults = {
  pageShift: number;
  pageShort: number;
  pageDuplicates: number;
  pageLoops: boolean;
  pageEnd: 'null' | 'absent' | 'empty' | null;
  /** A token issued now lives this long … */
  tokenTtlSeconds: number | undefined;
  /** … and the answer says this. */
  tokenSaysSeconds: number | undefined;
  /** The user as read before a lagging write: null when unknown then, undefined when nothing lags. */
  staleUser(userUuid: string, where: 'list' | 'detail'): WireUser | null | undefined;
};

/** `lag` is the emulator's own memory of lagging users; entries end by themselves. */
export function callFaults(effects: Effect[], lag: Map<string, Lagged>): CallFaults {
  return {
    pageShift: effectOf(effects, 'page_shift')?.by ?? 0,
    pageShort: effectOf(effects, 'page_short')?.by ?? 0,
    pageDuplicates: effectOf(effects, 'page_duplicate')?.rows ?? 0,
    pageLoops: effectOf(effects, 'page_loop') !== undefined,
    pageEnd: effectOf(effects, 'page_end')?.as ?? null,
    tokenTtlSeconds: effectOf(effects, 'token_ttl')?.seconds,
    tokenSaysSeconds: effectOf(effects, 'token_ttl')?.saysSeconds,
    staleUser: (userUuid, where) => {
      const entry = lag.get(userUuid);
      if (!entry || (entry.where !== 'both' && entry.where !== where)) return undefined;
      if (entry.untilMs > performance.now()) return entry.user;
      lag.delete(userUuid);
      return undefined;
    },
  };
}
