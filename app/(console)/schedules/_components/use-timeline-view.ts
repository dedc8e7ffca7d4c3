import { type KeyboardEvent, type MouseEvent, type PointerEvent, useCallback, useRef, useState } from 'react';
import { dayMs, epochMs, type Instant } from '#lib/time/instant';
import { panned, type View, wheeled, zoomed } from '#lib/timeline/view';

/** A line of wheels that count lines. */
const linePx = 16;
/** How much is shown before somebody zooms: three months, now in the first third. */
const firstSpanMs = 90 * dayMs;

export const viewAround = (now: Instant, spanMs: number): View => ({ startMs: epochMs(now) - spanMs / 3, spanMs });

/** What of time is shown, and everything that changes it: dragging, a pinch, the wheel, arrows, plus and minus. */
export function useTimelineView(now: Instant) {
  const [view, setView] = useState(() => viewAround(now, firstSpanMs));
  /** Where the time itself is drawn, beside the names. */
  const axisRef = useRef<HTMLDivElement>(null);
  const pointers = useRef(new Map<number, number>());
  /** How far the pointer went since it was pressed: what was dragged is not clicked. */
  const draggedPx = useRef(0);

  /** A wheel that means the time must not scroll the page too, and React's own handler could not stop that. */
  const wheelRef = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      const { left, width } = (axisRef.current ?? element).getBoundingClientRect();
      const unitPx = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? linePx : 1;
      const wheel = {
        deltaX: event.deltaX * unitPx,
        deltaY: event.deltaY * unitPx,
        isZoom: event.ctrlKey || event.metaKey,
        isSideways: event.shiftKey,
      };
      const change = wheeled(wheel, Math.min(Math.max((event.clientX - left) / width, 0), 1), width);
      if (!change) return;
      event.preventDefault();
      setView(change);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, []);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const change = {
      arrowleft: () => panned(view, -0.1),
      arrowright: () => panned(view, 0.1),
      '+': () => zoomed(view, 0.5),
      '=': () => zoomed(view, 0.5),
      '-': () => zoomed(view, 2),
    }[event.key.toLowerCase()];
    if (!change) return;
    event.preventDefault();
    setView(change());
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    pointers.current.set(event.pointerId, event.clientX);
    draggedPx.current = 0;
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const before = pointers.current.get(event.pointerId);
    if (before === undefined) return;
    const { width } = event.currentTarget.getBoundingClientRect();
    draggedPx.current += Math.abs(before - event.clientX);
    const [other] = [...pointers.current].filter(([id]) => id !== event.pointerId);
    pointers.current.set(event.pointerId, event.clientX);
    if (!other) return setView((shown) => panned(shown, (before - event.clientX) / width));
    const [was, is] = [Math.abs(before - other[1]), Math.abs(event.clientX - other[1])];
    if (was > 0 && is > 0) setView((shown) => zoomed(shown, was / is));
  };
  const onPointerEnd = (event: PointerEvent<HTMLElement>) => {
    pointers.current.delete(event.pointerId);
  };
  const onClickCapture = (event: MouseEvent) => {
    // A press of Enter is a click as well, and comes from no pointer.
    if (event.detail === 0 || draggedPx.current < 5) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const surface = {
    ref: wheelRef,
    onClickCapture,
    onKeyDown,
    onPointerDown,
    onPointerMove,
    onPointerUp: onPointerEnd,
    onPointerCancel: onPointerEnd,
    onPointerLeave: onPointerEnd,
  };
  return { view, setView, surface, axisRef };
}
