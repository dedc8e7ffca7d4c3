'use server';

import { exportListSchema } from '#lib/schemas/export';
import { action } from '../auth/entry.ts';
import { exportList as list } from '../services/exports/export-list.ts';

export const exportList = action({
  name: 'exportList',
  permission: 'export.create',
  input: exportListSchema,
  run: list,
});
