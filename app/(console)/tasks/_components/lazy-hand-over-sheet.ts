'use client';

import { onDemand } from '@/components/ui/on-demand';

/** Its code is fetched when it is first wanted. */
export const HandOverSheet = onDemand(() => import('./hand-over-sheet.tsx'));
