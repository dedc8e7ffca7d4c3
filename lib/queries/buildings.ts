import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { buildingOptionSchema } from '../schemas/building.ts';
import { fetchJson } from './fetch-json.ts';

const options = z.array(buildingOptionSchema);
const freshMs = 300_000;

/** Every building in scope, for filters and choosers. */
export const buildingOptions = () =>
  queryOptions({
    queryKey: ['/api/buildings/options'],
    queryFn: ({ signal }) => fetchJson('/api/buildings/options', options, signal),
    staleTime: freshMs,
  });
