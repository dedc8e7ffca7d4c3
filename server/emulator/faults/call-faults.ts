import type { WireUser } from '../contract/entities.ts';
import { type Effect, effectOf } from './effects.ts';

export type Lagged = { untilMs: number; where: 'list' | 'detail' | 'both'; user: WireUser | null };

/** How faults bend the reading of one call. */
export type CallFaults = {
  pageShift: number;
  pageShort: number;
  pageDuplicates: number;
  pageLoops: boolean;
  /** How page tokens look, null: as ever. */
  pageTokens: 'from_0' | 'from_1' | 'opaque' | null;
  pageEnd: 'null' | 'absent' | 'empty' | null;
  /** A token issued now lives this long … */
  tokenTtlSeconds: number | undefined;
  /** … and the answer says this. */
  tokenSaysSeconds: number | undefined;
  /** How far the clock that dates new tokens is off. */
  skewSeconds: number;
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
    pageTokens: effectOf(effects, 'page_tokens')?.as ?? null,
    pageEnd: effectOf(effects, 'page_end')?.as ?? null,
    tokenTtlSeconds: effectOf(effects, 'token_ttl')?.seconds,
    tokenSaysSeconds: effectOf(effects, 'token_ttl')?.saysSeconds,
    skewSeconds: effectOf(effects, 'clock_skew')?.seconds ?? 0,
    staleUser: (userUuid, where) => {
      const entry = lag.get(userUuid);
      if (!entry || (entry.where !== 'both' && entry.where !== where)) return undefined;
      if (entry.untilMs > performance.now()) return entry.user;
      lag.delete(userUuid);
      return undefined;
    },
  };
}
