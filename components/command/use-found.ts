import { useQuery } from '@tanstack/react-query';
import { failureOf, unreachable } from '#lib/queries/fetch-json';
import { everythingNamed } from '#lib/queries/search';
import { usePaused } from '@/components/ui/use-paused';

/** What these words find. `isSearching`: not answered yet, so that what is shown may be of earlier words. */
export function useFound(words: string) {
  const asked = usePaused(words, 120);
  const found = useQuery(everythingNamed(asked));
  // Without a network nobody is asked: what earlier words found is no answer to these.
  const isOffline = found.fetchStatus === 'paused';
  return {
    hits: words === '' || (isOffline && found.isPlaceholderData) ? [] : (found.data ?? []),
    isSearching: words !== '' && (asked !== words || found.isFetching),
    failure: found.isError ? failureOf(found.error) : isOffline ? unreachable : null,
  };
}
