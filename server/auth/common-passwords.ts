import { Refusal } from '#lib/errors';
import { commonPieces } from './common-pieces.ts';
import { isWalk } from './keyboard-walks.ts';

const known = new Set(commonPieces);
const longest = Math.max(...commonPieces.map((piece) => piece.length));

const digitsForLetters: Record<string, string> = { '4': 'a', '3': 'e', '1': 'i', '0': 'o', '5': 's', '7': 't' };
const signsForLetters: Record<string, string> = { '@': 'a', '!': 'i', $: 's' };
/** What the digits are with the shift key held. */
const signsForDigits = Object.fromEntries([...'!@#$%^&*()'].map((sign, index) => [sign, String((index + 1) % 10)]));
/** Few different pieces are quickly tried in every order; five or more make a sentence. */
const fewPieces = 4;

/** Fewer different signs than this, in whatever order, are soon tried. */
const leastSigns = 4;

/**
 * True for a password that guessing programs reach first: nothing but a few common pieces and keyboard walks in a row,
 * or one short thing or very few signs repeated, whatever its capital letters, digits in place of letters and signs
 * between.
 */
export function isCommonPassword(password: string): boolean {
  const plain = password.normalize('NFKC').toLowerCase();
  const spellings = [plain, spelled(plain, signsForLetters), spelled(plain, signsForDigits)];
  return (
    new Set(plain).size < leastSigns ||
    spellings.some((text) => isRepetition(text) || isMadeOfFew(text.replace(/[^\p{L}\p{N}]/gu, '')))
  );
}

/** Throws Refusal `invalid` on the field it was typed in. */
export function refuseCommonPassword(password: string, field: string): void {
  if (isCommonPassword(password)) throw new Refusal('invalid', { field, params: { reason: 'password_common' } });
}

const spelled = (text: string, spelling: Record<string, string>): string =>
  [...text].map((sign) => spelling[sign] ?? sign).join('');

const isRepetition = (text: string): boolean => /^(.{1,6}?)\1+.{0,5}$/u.test(text);

const isYear = (piece: string): boolean => /^(19|20)\d\d$/.test(piece);

const isKnown = (piece: string): boolean =>
  known.has(piece) || known.has(spelled(piece, digitsForLetters)) || isYear(piece) || isWalk(piece);

/** Whether the text falls into known pieces, of which at most a few are different. */
function isMadeOfFew(text: string): boolean {
  // The fewest different pieces with which each beginning of the text can be written.
  const best: (Set<string> | undefined)[] = [new Set()];
  for (let end = 1; end <= text.length; end += 1) {
    for (let start = Math.max(0, end - longest); start < end; start += 1) {
      const before = best[start];
      const piece = text.slice(start, end);
      if (!before || !isKnown(piece)) continue;
      const found = new Set(before).add(piece);
      if (found.size < (best[end]?.size ?? Number.POSITIVE_INFINITY)) best[end] = found;
    }
  }
  const all = best[text.length];
  return text.length > 0 && all !== undefined && all.size <= fewPieces;
}
