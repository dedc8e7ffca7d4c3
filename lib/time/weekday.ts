import type { LocalDate } from './day.ts';
import { epochMs } from './instant.ts';

/** Which day of the week a day is, Monday = 0. The same in every zone. */
export const weekdayOf = (day: LocalDate): number => (new Date(epochMs(`${day}T00:00:00.000Z`)).getUTCDay() + 6) % 7;
