'use client';

import { useEffect } from 'react';

/** Says on `<html data-hydrated>` that buttons answer now; tests wait for it. */
export function HydrationMark() {
  useEffect(() => {
    document.documentElement.dataset.hydrated = 'true';
  }, []);
  return null;
}
