'use client';

import { type KeyboardEvent, useState } from 'react';

type RowKeys = {
  rowCount: number;
  open: (index: number) => void;
  /** `from` = all between the two as well. */
  choose: (index: number, from: number | null) => void;
};

/**
 * Keys of a grid with one tab stop: arrows or j/k move the active row, Home and End jump, Enter or o opens, x selects,
 * Shift with a move chooses the rows it leads from and to. Right and left walk through the links and buttons inside a
 * row.
 */
export function useRowKeys({ rowCount, open, choose }: RowKeys) {
  const [wanted, setActive] = useState(0);
  const active = Math.min(wanted, Math.max(rowCount - 1, 0));

  const moveTo = (grid: HTMLElement, index: number, extend: boolean) => {
    const next = Math.min(Math.max(index, 0), rowCount - 1);
    if (extend && next !== active) choose(next, active);
    setActive(next);
    grid.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const act = {
      arrowdown: () => moveTo(event.currentTarget, active + 1, event.shiftKey),
      j: () => moveTo(event.currentTarget, active + 1, event.shiftKey),
      arrowup: () => moveTo(event.currentTarget, active - 1, event.shiftKey),
      k: () => moveTo(event.currentTarget, active - 1, event.shiftKey),
      home: () => moveTo(event.currentTarget, 0, false),
      end: () => moveTo(event.currentTarget, rowCount - 1, false),
      arrowright: () => walk(1),
      arrowleft: () => walk(-1),
      x: () => choose(active, null),
      o: () => open(active),
      enter: isRow(event.target) ? () => open(active) : undefined,
    }[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  };

  return { active, setActive, onKeyDown };
}

const isRow = (target: EventTarget): boolean => target instanceof HTMLTableRowElement;

const isTyping = (target: EventTarget): boolean => target instanceof HTMLInputElement && target.type !== 'checkbox';

/** Moves focus along the row itself and the things in it that can be pressed. */
function walk(step: 1 | -1): void {
  const focused = document.activeElement;
  const row = focused?.closest('tr');
  if (!(focused instanceof HTMLElement) || !row) return;
  const stops = [row, ...row.querySelectorAll<HTMLElement>('a, button, input')];
  stops[stops.indexOf(focused) + step]?.focus();
}
