'use client';

import { useEffect } from 'react';

/** Escape hides the exact times that stand over a page, until something else is pointed at or takes the focus. */
export function TipDismissal() {
  useEffect(() => {
    const root = document.documentElement;
    const hide = (event: KeyboardEvent) => {
      if (event.key === 'Escape') root.dataset.tips = 'off';
    };
    const show = () => {
      delete root.dataset.tips;
    };
    document.addEventListener('keydown', hide);
    document.addEventListener('focusin', show);
    document.addEventListener('pointerover', show);
    return () => {
      document.removeEventListener('keydown', hide);
      document.removeEventListener('focusin', show);
      document.removeEventListener('pointerover', show);
    };
  }, []);
  return null;
}
