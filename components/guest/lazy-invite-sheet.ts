'use client';

import { onDemand } from '@/components/ui/on-demand';

const load = () => import('./invite-sheet.tsx');

/** Its code is fetched when it is first wanted. */
export const InviteSheet = onDemand(load);

/** Call when somebody points at what opens it. */
export const preloadInvite = (): void => void load();
