import { isTimeZone } from '../time/zone.ts';
import type { Read, Token } from './token.ts';

export type ZoneRead =
  | { kind: 'zone'; zone: string }
  /** `no_place`: an abbreviation or offset, which says nothing about clock changes. */
  | { kind: 'unusable'; typed: string; why: 'unknown' | 'no_place' };

const abbreviations = 'est edt cst cdt mst mdt pst pdt gmt bst cet cest ist aest'.split(' ');

/**
 * Reads `America/New_York`, `utc`, `in Asia/Kathmandu` at the start of these words. `isAfterTime`: a time stood before
 * them.
 */
export function readZone(tokens: readonly Token[], isAfterTime: boolean): Read<ZoneRead> {
  const isLed = tokens[0]?.word === 'in' && tokens.length > 1;
  const lead = isLed ? 1 : 0;
  const token = tokens[lead];
  if (!token) return null;
  const length = lead + 1;
  if (token.word === 'utc') return { value: { kind: 'zone', zone: 'UTC' }, length };
  if (/^[a-z_]+\/[a-z_/+-]+$/.test(token.word)) {
    if (isTimeZone(token.typed)) return { value: { kind: 'zone', zone: spelled(token.typed) }, length };
    return isLed || isAfterTime ? { value: { kind: 'unusable', typed: token.typed, why: 'unknown' }, length } : null;
  }
  const isAbbreviation = abbreviations.includes(token.word) || /^(utc|gmt)[+-]\d{1,2}$/.test(token.word);
  return isAbbreviation && (isLed || isAfterTime)
    ? { value: { kind: 'unusable', typed: token.typed, why: 'no_place' }, length }
    : null;
}

/** In the spelling everybody knows: `america/new_york` is New York too. */
const spelled = (typed: string): string =>
  Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase() === typed.toLowerCase()) ?? typed;
