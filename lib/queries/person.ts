import { queryOptions } from '@tanstack/react-query';
import type { PersonView } from '../schemas/person.ts';
import { fetchJson } from './fetch-json.ts';

const pendingPollMs = 500;
const refreshPollMs = 1000;

/**
 * A person with their accesses. Asked again by itself while something is under way or a fresh reading is on its way.
 */
export const personQuery = (personId: string) =>
  queryOptions({
    queryKey: ['person', personId],
    queryFn: ({ signal }) =>
      fetchJson(`/api/people/${personId}`, async () => (await import('../schemas/person.ts')).personViewSchema, signal),
    refetchInterval: (query) => nextReadMs(query.state.data),
    // A tab that was left open is read again before anybody acts on what it shows.
    refetchOnWindowFocus: 'always',
  });

/** When to ask again; false = not by itself. The server stops saying `isRefreshing` after 20 s. */
function nextReadMs(person: PersonView | undefined): number | false {
  if (person?.accesses.some(({ pending }) => pending === 'sending' || pending === 'unknown')) return pendingPollMs;
  return person?.isRefreshing ? refreshPollMs : false;
}

/** Where somebody lives, and under which other addresses OpenKit knows them. */
export const personHomeQuery = (personId: string) =>
  queryOptions({
    queryKey: ['person', personId, 'home'],
    queryFn: ({ signal }) =>
      fetchJson(
        `/api/people/${personId}/home`,
        async () => (await import('../schemas/person-home.ts')).personHomeSchema,
        signal,
      ),
  });
