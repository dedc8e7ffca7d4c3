'use client';

import { Button } from './button.tsx';

/** Prints the page as it stands. It is not on the paper itself. */
export function PrintButton() {
  return (
    <span className="print:hidden">
      <Button variant="primary" onClick={() => window.print()}>
        Print
      </Button>
    </span>
  );
}
