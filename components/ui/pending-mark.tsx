'use client';

import { useLinkStatus } from 'next/link';

/** Inside a link that is `relative`: a line under it while its page takes longer to come than the blink of an eye. */
export function PendingMark() {
  const { pending } = useLinkStatus();
  return (
    pending && <span aria-hidden data-pending="" className="appear-late absolute inset-x-2 bottom-0 h-0.5 bg-accent" />
  );
}
