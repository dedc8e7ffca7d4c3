import { areaParams } from '#lib/area';
import type { ValuesOf } from '#lib/search-params';
import { historyParams } from '@/components/history/history-params';

/** What the address of the list of all events holds; `/api/history` takes the same names. */
export const eventsParams = { ...historyParams, ...areaParams };

export type EventsValues = ValuesOf<typeof eventsParams>;
