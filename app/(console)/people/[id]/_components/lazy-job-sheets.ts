'use client';

import { onDemand } from '@/components/ui/on-demand';

/** What somebody's changes need. Their code is fetched when it is first wanted. */
export const LostPhoneSheet = onDemand(() => import('./lost-phone-sheet.tsx'));
export const ChangeEmailSheet = onDemand(() => import('./change-email-sheet.tsx'));
export const ReplaceStartSheet = onDemand(() => import('./replace-start-sheet.tsx'));
