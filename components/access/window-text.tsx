'use client';

import { windowText } from '#lib/messages/access-words';
import { type NearWindow, relativeWindow } from '#lib/messages/window-words';
import { useNow } from '@/components/ui/clock';

/** When an access works, to the minute and from now. */
export function WindowText({ window, timeZone }: { window: NearWindow; timeZone: string | null }) {
  const near = relativeWindow(window, useNow());
  return [windowText(window, timeZone ?? 'UTC'), ...(near ? [near] : [])].join(' · ');
}
