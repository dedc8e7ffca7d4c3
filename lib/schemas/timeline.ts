import * as z from 'zod/mini';

/** A stretch of time in which an access opened its door, as a bar. Never a code. */
const barSchema = z.object({
  id: z.string(),
  accessId: z.string(),
  personId: z.string(),
  doorName: z.string(),
  /** Where its door is (IANA); null = unknown. */
  timeZone: z.nullable(z.string()),
  start: z.string(),
  /** Null = no end. Where it was taken away, the moment of that. */
  end: z.nullable(z.string()),
  isDaily: z.boolean(),
  isTaken: z.boolean(),
});
export type TimelineBar = z.infer<typeof barSchema>;

export const timelineRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Where the row's name leads. */
  href: z.string(),
  bars: z.array(barSchema),
});
export type TimelineRow = z.infer<typeof timelineRowSchema>;
