import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from './fetch-json.ts';

const settlingPollMs = 1000;

/** Why a door does not open for a person. Asked again while a fresh reading or an operation may change the answer. */
export const diagnosisQuery = (personId: string, doorId: string) =>
  queryOptions({
    queryKey: ['diagnosis', personId, doorId],
    queryFn: ({ signal }) => {
      const search = new URLSearchParams({ person: personId, door: doorId });
      return fetchJson(
        `/api/diagnosis?${search}`,
        async () => (await import('../schemas/diagnosis.ts')).diagnosisSchema,
        signal,
      );
    },
    refetchInterval: (query) => (query.state.data?.isSettling ? settlingPollMs : false),
    // A caller waits: never show how it stood the last time somebody asked.
    gcTime: 0,
  });
