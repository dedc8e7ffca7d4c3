import { z } from 'zod';
import { eventCauses, historyKinds } from '#lib/history';
import { dayFilter } from '#lib/schemas/day';
import { uuid } from '#lib/schemas/uuid';
import { areaQuery, optionalId } from '../buildings/area.ts';
import { pageQuery } from '../search/page-query.ts';

/** `from` and `to` are days in UTC, both included. */
const eventFilters = {
  q: z.string().max(200).default(''),
  kind: z.enum(historyKinds).default(''),
  cause: z.enum(['', ...eventCauses]).default(''),
  door: optionalId,
  from: dayFilter,
  to: dayFilter,
};

const paging = {
  sort: z.enum(['-at', 'at']).default('-at'),
  ...pageQuery,
};

/**
 * The address of the history of a person, door or building as JSON. `q` is looked for in the names of whom and what it
 * is about beside its subject.
 */
export const listHistoryQuery = z.strictObject({ id: uuid, ...eventFilters, ...paging });
export type ListHistoryQuery = z.infer<typeof listHistoryQuery>;

export const countHistoryQuery = listHistoryQuery.omit({ sort: true, cursor: true, limit: true });
export type HistoryFilters = z.infer<typeof countHistoryQuery>;

/** The address of the list of all events; `q` is looked for in the names of people and doors. */
export const listEventsQuery = z.strictObject({ ...areaQuery, ...eventFilters, ...paging });
export type ListEventsQuery = z.infer<typeof listEventsQuery>;

export const countEventsQuery = listEventsQuery.omit({ sort: true, cursor: true, limit: true });
export type EventFilters = z.infer<typeof countEventsQuery>;
