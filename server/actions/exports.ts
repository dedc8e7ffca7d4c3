'use server';

import * as z from 'zod/mini';
import { certificationSchema } from '#lib/schemas/certification';
import { exportListSchema } from '#lib/schemas/export';
import { action } from '../auth/action.ts';
import { exportEvidence as evidence } from '../services/exports/export-evidence.ts';
import { exportList as list } from '../services/exports/export-list.ts';
import { exportLog as log } from '../services/exports/export-log.ts';

export const exportList = action({
  name: 'exportList',
  permission: 'export.create',
  isSensitive: true,
  input: exportListSchema,
  run: list,
});

export const exportLog = action({
  name: 'exportLog',
  permission: 'export.create',
  isSensitive: true,
  input: z.strictObject({}),
  run: log,
});

export const exportEvidence = action({
  name: 'exportEvidence',
  permission: 'export.create',
  isSensitive: true,
  input: certificationSchema,
  run: evidence,
});
