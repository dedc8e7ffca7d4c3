import type { BundleKind } from '../units/kinds.ts';

/** Whom a bundle is for. */
export const bundleKindNames: Record<BundleKind, string> = { amenities: 'Each lease', service: 'Service' };
