'use client';

import dynamic from 'next/dynamic';

const load = () => import('./diagnosis-sheet.tsx');

/** The sheet "It doesn’t work". Its code is fetched when it is first wanted. */
export const DiagnosisSheet = dynamic(load, { ssr: false });

/** Call when somebody points at what opens it. */
export const preloadDiagnosisSheet = (): void => void load();
