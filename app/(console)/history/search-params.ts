import { areaParams } from '#lib/area';
import type { ParamShape } from '#lib/search-params';
import { historyParams } from '@/components/history/history-params';

/** What the address of the list of all events holds; `/api/history` takes the same names. */
export const eventsParams = { ...historyParams, ...areaParams };

type ValuesOf<S> = S extends ParamShape<infer V> ? V : never;
export type EventsValues = ValuesOf<typeof eventsParams>;
