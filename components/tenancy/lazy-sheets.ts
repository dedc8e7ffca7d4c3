'use client';

import dynamic from 'next/dynamic';

const loadMoveIn = () => import('./move-in-sheet.tsx');

/** The jobs of a lease. Their code is fetched when it is first wanted. */
export const MoveInSheet = dynamic(loadMoveIn, { ssr: false });
export const MoveOutSheet = dynamic(() => import('./move-out-sheet.tsx'), { ssr: false });
export const ExtendSheet = dynamic(() => import('./extend-sheet.tsx'), { ssr: false });
export const SharingSheet = dynamic(() => import('./sharing-sheet.tsx'), { ssr: false });
export const TransferSheet = dynamic(() => import('./transfer-sheet.tsx'), { ssr: false });

/** Call when somebody points at what opens it. */
export const preloadMoveIn = (): void => void loadMoveIn();
