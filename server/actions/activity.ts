'use server';

import { eraseRecordedSchema } from '#lib/schemas/activity';
import { action } from '../auth/action.ts';
import { eraseRecorded as erase } from '../services/activity/erase-recorded.ts';

export const eraseRecorded = action({
  name: 'eraseRecorded',
  permission: 'audit.erase',
  isSensitive: true,
  input: eraseRecordedSchema,
  run: erase,
});
