'use client';

import dynamic from 'next/dynamic';

/** The dialog for whatever opens it itself: its code is a quarter of a page and fetched when it is asked for. */
export const ConfirmDialog = dynamic(() => import('./confirm-dialog.tsx').then((file) => file.ConfirmDialog), {
  ssr: false,
});
