import * as z from 'zod/mini';
import type { LocalDate } from '../time/day.ts';
import type { Instant } from '../time/instant.ts';
import { day } from './day.ts';
import type { HistoryBounds } from './history.ts';
import type { AnswerRow, QuestionCoverage } from './question.ts';
import { uuid } from './uuid.ts';

/** Days of the door's building, both of them included. */
export const doorStatementSchema = z
  .strictObject({ doorId: uuid, firstDay: day, lastDay: day })
  .check(z.refine(({ firstDay, lastDay }) => firstDay <= lastDay, { error: 'end_before_start', path: ['lastDay'] }));
export type DoorStatementInput = z.infer<typeof doorStatementSchema>;

/** Who held access to one door at any time of some days, as it is printed. Never a code. */
export type DoorStatement = {
  door: { id: string; name: string; buildingName: string };
  firstDay: LocalDate;
  lastDay: LocalDate;
  /** The building's; UTC where nobody knows it. */
  zone: string;
  isZoneKnown: boolean;
  from: Instant;
  to: Instant;
  /** By name. */
  holders: AnswerRow[];
  /** How many there are; more than `holders` where the paper would be endless. */
  count: number;
  coverage: QuestionCoverage;
  bounds: HistoryBounds;
  madeBy: string;
};
