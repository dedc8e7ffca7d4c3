'use client';

import { CopyButton } from './copy-button.tsx';

/** The id under which the logs know what happened, to pass on. Nothing where no server answered. */
export function RequestId({ id }: { id: string }) {
  if (id === '') return null;
  return (
    <p className="flex items-center gap-1 text-xs text-muted">
      <span>
        Request ID <code className="font-mono break-all">{id}</code>
      </span>
      <span className="-my-1.5">
        <CopyButton value={id} label="Copy request ID" />
      </span>
    </p>
  );
}
