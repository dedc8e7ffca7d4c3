'use client';

import ConsoleError from '../error.tsx';

/**
 * Brings the page for failures with the frame's code: by itself it is fetched last, and no page answers before it is
 * there.
 */
export function ErrorAtHand() {
  void ConsoleError;
  return null;
}
