import { z } from 'zod';
import { uuid } from '#lib/schemas/uuid';
import { getHandler } from '#server/auth/get-handler';
import { previewMoveOut } from '#server/services/tenancies/preview-move-out';

const ids = z
  .string()
  .max(800)
  .transform((text) => text.split(','))
  .pipe(z.array(uuid).max(20));

export const GET = getHandler({
  permission: 'tenancy.manage',
  query: z.strictObject({ ids }),
  run: (session, query) => previewMoveOut(session, query.ids),
});
