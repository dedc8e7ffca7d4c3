'use client';

import { onDemand } from '@/components/ui/on-demand';

/** The dialog for whatever opens it itself: its code is a quarter of a page and fetched when it is asked for. */
export const ConfirmDialog = onDemand(() => import('./confirm-dialog.tsx').then((file) => file.ConfirmDialog));
