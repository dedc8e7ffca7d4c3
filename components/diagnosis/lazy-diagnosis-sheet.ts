'use client';

import { onDemand } from '@/components/ui/on-demand';

const load = () => import('./diagnosis-sheet.tsx');

/** The sheet "It doesn’t work". Its code is fetched when it is first wanted. */
export const DiagnosisSheet = onDemand(load);

/** Call when somebody points at what opens it. */
export const preloadDiagnosisSheet = (): void => void load();
