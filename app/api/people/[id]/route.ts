import { z } from 'zod';
import { uuid } from '#lib/schemas/uuid';
import { getHandler } from '#server/auth/get-handler';
import { getPerson } from '#server/services/people/get-person';

export const GET = getHandler({
  permission: 'person.read',
  query: z.strictObject({ id: uuid }),
  run: (session, { id }) => getPerson(session, id),
  isPolled: true,
});
