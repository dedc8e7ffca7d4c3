'use server';

import { adoptBundlesSchema, alignBundleSchema, archiveBundleSchema, saveBundleSchema } from '#lib/schemas/bundle';
import { importBundlesSchema } from '#lib/schemas/bundle-import';
import { action } from '../auth/action.ts';
import { adoptBundles as adopt } from '../services/bundles/adopt-bundles.ts';
import { alignBundle as align } from '../services/bundles/align-bundle.ts';
import { archiveBundle as archive } from '../services/bundles/archive-bundle.ts';
import { importBundles as runImport } from '../services/bundles/import-bundles.ts';
import { saveBundle as save } from '../services/bundles/save-bundle.ts';

export const saveBundle = action({ name: 'saveBundle', permission: 'unit.edit', input: saveBundleSchema, run: save });

export const archiveBundle = action({
  name: 'archiveBundle',
  permission: 'unit.edit',
  input: archiveBundleSchema,
  run: archive,
});

export const adoptBundles = action({
  name: 'adoptBundles',
  permission: 'unit.edit',
  isSensitive: true,
  input: adoptBundlesSchema,
  run: adopt,
});

export const importBundles = action({
  name: 'importBundles',
  permission: 'unit.edit',
  input: importBundlesSchema,
  run: runImport,
});

export const alignBundle = action({
  name: 'alignBundle',
  permission: 'unit.edit',
  isSensitive: true,
  input: alignBundleSchema,
  run: align,
});
