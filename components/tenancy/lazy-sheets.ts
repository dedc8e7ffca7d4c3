'use client';

import { onDemand } from '@/components/ui/on-demand';

const loadMoveIn = () => import('./move-in-sheet.tsx');

/** The jobs of a lease. Their code is fetched when it is first wanted. */
export const MoveInSheet = onDemand(loadMoveIn);
export const MoveOutSheet = onDemand(() => import('./move-out-sheet.tsx'));
export const ExtendSheet = onDemand(() => import('./extend-sheet.tsx'));
export const SharingSheet = onDemand(() => import('./sharing-sheet.tsx'));
export const TransferSheet = onDemand(() => import('./transfer-sheet.tsx'));

/** Call when somebody points at what opens it. */
export const preloadMoveIn = (): void => void loadMoveIn();
