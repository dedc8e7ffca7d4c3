'use client';

import { Icon } from '@/components/ui/icon';
import { openCommandBox } from './shortcuts.ts';

/** Opens the command box, and tells that there is a key for it. */
export function FindButton() {
  return (
    <button
      type="button"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => document.dispatchEvent(new Event(openCommandBox))}
      className="flex h-8 items-center gap-2.5 rounded border border-line px-2.5 text-muted hover:border-edge hover:text-ink in-data-[rail=collapsed]:justify-center in-data-[rail=collapsed]:px-0"
    >
      <Icon name="search" />
      <span className="flex-1 text-left in-data-[rail=collapsed]:sr-only">Find anything</span>
      <kbd className="text-xs in-data-[rail=collapsed]:hidden">Ctrl K</kbd>
    </button>
  );
}
