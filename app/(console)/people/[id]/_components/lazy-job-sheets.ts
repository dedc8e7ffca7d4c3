'use client';

import dynamic from 'next/dynamic';

/** What somebody's changes need. Their code is fetched when it is first wanted. */
export const LostPhoneSheet = dynamic(() => import('./lost-phone-sheet.tsx'), { ssr: false });
export const ChangeEmailSheet = dynamic(() => import('./change-email-sheet.tsx'), { ssr: false });
export const ReplaceStartSheet = dynamic(() => import('./replace-start-sheet.tsx'), { ssr: false });
