'use server';

import { alignBundleSchema, saveBundleSchema } from '#lib/schemas/bundle';
import { action } from '../auth/entry.ts';
import { alignBundle as align } from '../services/bundles/align-bundle.ts';
import { saveBundle as save } from '../services/bundles/save-bundle.ts';

export const saveBundle = action({ name: 'saveBundle', permission: 'unit.edit', input: saveBundleSchema, run: save });

export const alignBundle = action({
  name: 'alignBundle',
  permission: 'unit.edit',
  isSensitive: true,
  input: alignBundleSchema,
  run: align,
});
