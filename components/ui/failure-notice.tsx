'use client';

import type { ReactNode } from 'react';
import type { Message } from '#lib/messages/message';
import { CopyButton } from './copy-button.tsx';
import { Icon } from './icon.tsx';

type FailureNoticeProps = { message: Message; requestId: string; action?: ReactNode };

/** A failure in place of what should be there: what happened, what was not changed, what to do, the id to pass on. */
export function FailureNotice({ message, requestId, action }: FailureNoticeProps) {
  return (
    <div role="alert" className="grid justify-items-center gap-2 px-4 py-14 text-center">
      <Icon name="warning" className="size-6 text-stopped" />
      <p className="text-lg font-medium">{message.title}</p>
      <p className="max-w-prose text-balance text-muted">
        {message.detail} {message.next}
      </p>
      {action && <div className="mt-2">{action}</div>}
      {requestId && <RequestId id={requestId} />}
    </div>
  );
}

/** The id under which the logs know what happened. */
function RequestId({ id }: { id: string }) {
  return (
    <p className="flex items-center gap-1 text-sm text-muted">
      <span>
        Request ID <code className="font-mono break-all">{id}</code>
      </span>
      <CopyButton value={id} label="Copy request ID" />
    </p>
  );
}
