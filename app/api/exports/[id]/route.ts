import { z } from 'zod';
import { uuid } from '#lib/schemas/uuid';
import { getHandler } from '#server/auth/get-handler';
import { getExport } from '#server/services/exports/get-export';

/** A file that one of the actions `exportList` and `exportLog` recorded. */
export const GET = getHandler({ permission: 'export.create', query: z.strictObject({ id: uuid }), run: getExport });
