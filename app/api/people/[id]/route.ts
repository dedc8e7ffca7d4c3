import { z } from 'zod';
import { getHandler } from '#server/auth/entry';
import { getPerson } from '#server/services/people/get-person';

export const GET = getHandler({
  permission: 'person.read',
  query: z.strictObject({ id: z.guid() }),
  run: (session, { id }) => getPerson(session, id),
  isPolled: true,
});
