import type { BundleView } from '#lib/schemas/bundle';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { findBundle } from './find-bundle.ts';

/** A bundle with its doors. Throws Refusal `forbidden_or_missing`. */
export async function getBundle(session: Session, bundleId: string): Promise<BundleView> {
  await requirePermission(session, 'unit.read');
  return findBundle(db(), session, bundleId);
}
