import { z } from 'zod';
import { uuid } from '#lib/schemas/uuid';
import { parseInstant } from '#lib/time/instant';
import { isTimeZone } from '#lib/time/zone';
import { areaQuery } from '../buildings/area.ts';
import { pageQuery } from '../search/page-query.ts';

/** Most doors one question may be about. */
export const mostDoors = 20;

const uuidList = z
  .string()
  .max(mostDoors * 37)
  .refine((text) => text === '' || text.split(',').every((id) => uuid.safeParse(id).success));
const instant = z.string().refine((text) => text === '' || parseInstant(text) === text);

/**
 * The address of an answer and of its JSON. Doors are joined by commas; `to` empty = one moment. Only doors of the area
 * answer.
 */
export const listAnswersQuery = z.strictObject({
  /** As typed; it was read before and changes nothing here. */
  ask: z.string().max(200).default(''),
  ...areaQuery,
  doors: uuidList.default(''),
  person: z.union([z.literal(''), uuid]).default(''),
  from: instant.default(''),
  to: instant.default(''),
  zone: z
    .string()
    .refine((zone) => zone === '' || isTimeZone(zone))
    .default(''),
  q: z.string().max(200).default(''),
  sort: z.enum(['name', '-name']).default('name'),
  ...pageQuery,
});
export type ListAnswersQuery = z.infer<typeof listAnswersQuery>;

export const countAnswersQuery = listAnswersQuery.omit({ sort: true, cursor: true, limit: true });
export type AnswerFilters = z.infer<typeof countAnswersQuery>;
