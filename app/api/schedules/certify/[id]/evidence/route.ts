import { z } from 'zod';
import { getHandler } from '#server/auth/entry';
import { evidenceFile } from '#server/services/certifications/get-evidence';

export const GET = getHandler({
  permission: 'export.create',
  query: z.strictObject({ id: z.guid() }),
  run: evidenceFile,
});
