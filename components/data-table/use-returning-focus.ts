'use client';

import { type RefObject, useEffect } from 'react';

/**
 * By the address of a list, the row that had the focus last. Filled by the browser's events alone, never on the server.
 */
const lastRows = new Map<string, string>();

const address = (): string => window.location.pathname + window.location.search;

/** Remembers which row has the focus, so that coming back to the list finds it there again. */
export const rememberRow = (rowId: string): void => void lastRows.set(address(), rowId);

/** Puts the focus back on the row through which this list was left, where nothing else has it. */
export function useReturningFocus(grid: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const rowId = lastRows.get(address());
    const isFree = document.activeElement === null || document.activeElement === document.body;
    if (rowId === undefined || !isFree) return;
    grid.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(rowId)}"]`)?.focus({ preventScroll: true });
  }, [grid]);
}
