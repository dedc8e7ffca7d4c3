import { z } from 'zod';
import { getHandler } from '#server/auth/entry';
import { getCertification } from '#server/services/certifications/get-certification';

export const GET = getHandler({
  permission: 'access.read',
  query: z.strictObject({ id: z.guid() }),
  run: getCertification,
  isPolled: true,
});
