'use client';

import dynamic from 'next/dynamic';

const load = () => import('./grant-access-sheet.tsx');

/** The sheet "Give access". Its code is fetched when it is first wanted. */
export const GrantAccessSheet = dynamic(load, { ssr: false });

/** Call when somebody points at what opens it. */
export const preloadGrantSheet = (): void => void load();
