'use client';

import { onDemand } from '@/components/ui/on-demand';

const load = () => import('./grant-access-sheet.tsx');

/** The sheet "Give access". Its code is fetched when it is first wanted. */
export const GrantAccessSheet = onDemand(load);

/** Call when somebody points at what opens it. */
export const preloadGrantSheet = (): void => void load();
