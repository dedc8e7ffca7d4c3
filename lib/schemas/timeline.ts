import * as z from 'zod/mini';

/** One access as a bar: when it works, as it was last seen. Never a code. */
const barSchema = z.object({
  id: z.string(),
  personId: z.string(),
  /** What the row does not say: the door of a person's row, the person of a door's. */
  label: z.string(),
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
