'use client';

import { useEffect } from 'react';
import { tellProof } from '@/components/step-up/proof-channel';

/** Tells the page that waits, and closes the window where the browser lets a script do so. */
export function AnnounceProof({ staffId }: { staffId: string }) {
  useEffect(() => {
    tellProof(staffId);
    window.close();
  }, [staffId]);
  return <p className="text-muted">Confirmed. The other window continues; you can close this one.</p>;
}
