import { z } from 'zod';
import { getHandler } from '#server/auth/get-handler';
import { searchEverything } from '#server/services/search/search-everything';

export const GET = getHandler({
  permission: 'person.read',
  query: z.strictObject({ q: z.string().trim().min(1).max(200) }),
  run: searchEverything,
});
