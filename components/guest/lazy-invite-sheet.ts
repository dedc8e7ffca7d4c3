'use client';

import dynamic from 'next/dynamic';

const load = () => import('./invite-sheet.tsx');

/** Its code is fetched when it is first wanted. */
export const InviteSheet = dynamic(load, { ssr: false });

/** Call when somebody points at what opens it. */
export const preloadInvite = (): void => void load();
