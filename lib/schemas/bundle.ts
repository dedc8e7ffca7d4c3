import * as z from 'zod/mini';
import { day } from './day.ts';
import { uuid } from './uuid.ts';
import { version } from './version.ts';

const bundleName = z
  .string()
  .check(z.trim(), z.minLength(1, 'bundle_name_required'), z.maxLength(100, 'name_too_long'));
const kind = z.enum(['amenities', 'service']);

/** A row of the bundles list. `people` hold doors because of it. */
export const bundleRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind,
  buildingId: z.string(),
  buildingName: z.string(),
  doors: z.array(z.string()),
  people: z.number(),
});
export type BundleRow = z.infer<typeof bundleRowSchema>;

/** A door of a bundle. `endsOn` = its own last day, in the building's zone. */
export type BundleDoorView = {
  doorId: string;
  name: string;
  isShareable: boolean;
  endsOn: string | null;
  kind: 'door' | 'elevator' | 'unknown';
  isActivated: boolean;
  isGone: boolean;
};

export type BundleView = Omit<BundleRow, 'doors' | 'people'> & {
  timeZone: string | null;
  isArchived: boolean;
  doors: BundleDoorView[];
  /** Stands for its name, kind and doors as they are here. */
  version: string;
};

/**
 * Makes a bundle, or changes its name, kind and doors. `seenVersion`: of what was shown, so that nobody replaces what a
 * colleague has just saved without having seen it.
 */
export const saveBundleSchema = z.strictObject({
  /** Null = a new one. */
  bundleId: z.nullable(uuid),
  buildingId: uuid,
  name: bundleName,
  kind,
  seenVersion: z.optional(version),
  doors: z
    .array(z.strictObject({ doorId: uuid, isShareable: z.boolean(), endsOn: z.nullable(day) }))
    .check(z.minLength(1, 'doors_required'), z.maxLength(200, 'too_many_doors')),
});
export type SaveBundleInput = z.infer<typeof saveBundleSchema>;

export const archiveBundleSchema = z.strictObject({ bundleId: uuid });

/** What the names of a building's doors suggest, and how many leases it would be found to come with. */
const bundleSuggestionSchema = z.object({
  name: z.string(),
  kind,
  doors: z.array(z.object({ id: z.string(), name: z.string() })),
  leases: z.number(),
});
export const bundleSuggestionsSchema = z.array(bundleSuggestionSchema);
export type BundleSuggestion = z.infer<typeof bundleSuggestionSchema>;

export const adoptBundlesSchema = z.strictObject({
  buildingId: uuid,
  /** The names of the suggestions to adopt. */
  names: z.array(bundleName).check(z.minLength(1, 'bundles_required'), z.maxLength(20, 'too_many_bundles')),
});
export type AdoptBundlesInput = z.infer<typeof adoptBundlesSchema>;

export const alignBundleSchema = z.strictObject({ intentId: uuid, bundleId: uuid });
export type AlignBundleInput = z.infer<typeof alignBundleSchema>;
