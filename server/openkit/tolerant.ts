import { z } from 'zod';
import { parseInstant } from '#lib/time/instant';
import { mismatchOf, shapeOf } from './mismatch.ts';
import type { SchemaProblem, Warn } from './warnings.ts';

const longestName = 300;
const longestText = 500;
const longestWord = 40;
const enumWord = /^[A-Z]+(_[A-Z]+)*$/;

export const uuid = z.guid().toLowerCase();

/** An ISO date-time with an offset, as our Instant. */
export const instant = z.string().transform((text, ctx) => {
  const parsed = parseInstant(text);
  if (parsed !== null) return parsed;
  ctx.issues.push({ code: 'custom', input: text, message: 'date and time with an offset' });
  return z.NEVER;
});

/**
 * Fields that never fail their row: a value that is missing, null or strange gets a stand-in and a warning. `at` is the
 * field's path in the documented schema.
 */
export function createTolerant(warn: Warn) {
  const field = <S extends z.ZodType, O>(at: string, schema: S, standIn: O) =>
    z
      .unknown()
      .optional()
      .transform((value): z.output<S> | O => {
        const parsed = schema.safeParse(value);
        if (parsed.success) return parsed.data;
        warn(at, problemOf(value), mismatchOf(value, parsed.error));
        return standIn;
      });

  /** One word of an enum; null when it is none we know, or when an optional one is left out. */
  const word = <const W extends string>(at: string, words: readonly W[], presence: 'required' | 'optional') =>
    z
      .unknown()
      .optional()
      .transform((value): W | null => {
        const known = words.find((candidate) => candidate === value);
        if (known !== undefined) return known;
        if (value !== undefined || presence === 'required') {
          warn(at, problemOf(value), newWord(value) ?? `expected one of ${words.join(', ')}, got ${shapeOf(value)}`);
        }
        return null;
      });

  /** PostgreSQL takes no NUL and no half of an emoji in a text, and no entry of any length in an index. */
  const clipped = (at: string, maxLength: number) =>
    z.string().transform((text) => {
      const clean = text.replaceAll('\0', '').toWellFormed().trim();
      const characters = clean.length > maxLength ? Array.from(clean) : [];
      if (characters.length <= maxLength) return clean;
      warn(at, 'too_long', `expected at most ${maxLength} characters, got ${characters.length}`);
      return characters.slice(0, maxLength).join('');
    });

  return {
    field,
    word,
    name: (at: string) => field(at, clipped(at, longestName), ''),
    text: (at: string) => field(at, clipped(at, longestText), ''),
    /** A line of an address; null when it cannot be read, which must not pass for an empty one. */
    line: (at: string) => field(at, clipped(at, longestText), null),
    optionalText: (at: string) => field(at, clipped(at, longestText).optional(), undefined),
    /** An email or phone: null and empty both mean that there is none; undefined, that OpenKit does not tell. */
    contact: (at: string) =>
      field(
        at,
        clipped(at, longestName)
          .transform((text) => text || null)
          .nullish(),
        null,
      ),
  };
}

export type Tolerant = ReturnType<typeof createTolerant>;

function problemOf(value: unknown): SchemaProblem {
  if (value === undefined) return 'missing';
  return value === null ? 'null' : 'unexpected';
}

/** Only what looks like an enum's new word may be remembered: any other value could be somebody's. */
const newWord = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length <= longestWord && enumWord.test(value) ? value : undefined;
