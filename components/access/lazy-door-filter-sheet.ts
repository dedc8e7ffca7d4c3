'use client';

import { onDemand } from '@/components/ui/on-demand';

const load = () => import('./door-filter-sheet.tsx');

/** The sheet that finds one door. Its code is fetched when it is first wanted. */
export const DoorFilterSheet = onDemand(load);

/** Call when somebody points at what opens it. */
export const preloadDoorFilterSheet = (): void => void load();
