import { z } from 'zod';
import { uuid } from '#lib/schemas/uuid';
import { getHandler } from '#server/auth/get-handler';
import { unitHosts } from '#server/services/guests/unit-hosts';

export const GET = getHandler({
  permission: 'unit.read',
  query: z.strictObject({ id: uuid }),
  run: (session, { id }) => unitHosts(session, id),
});
