import { z } from 'zod';
import { uuid } from '#lib/schemas/uuid';
import { getHandler } from '#server/auth/get-handler';
import { getCertification } from '#server/services/certifications/get-certification';

export const GET = getHandler({
  permission: 'access.read',
  query: z.strictObject({ id: uuid }),
  run: getCertification,
  isPolled: true,
});
