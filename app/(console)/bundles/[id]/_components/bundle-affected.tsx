'use client';

import { bundleDriftQuery } from '#lib/queries/bundles';
import { alignBundle } from '#server/actions/bundles';
import { Affected } from '@/components/unit/affected';

/** Who has the bundle otherwise than it says now. */
export function BundleAffected({ bundleId, mayAlign }: { bundleId: string; mayAlign: boolean }) {
  return (
    <Affected
      noun="bundle"
      drift={bundleDriftQuery(bundleId)}
      mayAlign={mayAlign}
      align={(intentId) => alignBundle({ intentId, bundleId })}
      allInLine="Everyone who has this bundle holds what it says."
    />
  );
}
