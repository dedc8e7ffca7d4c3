import type { ReactNode } from 'react';
import type { Message } from '#lib/messages/message';
import { Icon } from './icon.tsx';
import { RequestId } from './request-id.tsx';

type FailureNoticeProps = { message: Message; requestId: string; action?: ReactNode };

/** A failure in place of what should be there: what happened, what was not changed, what to do, the id to pass on. */
export function FailureNotice({ message, requestId, action }: FailureNoticeProps) {
  return (
    <div role="alert" className="grid justify-items-center gap-2 px-4 py-14 text-center">
      <Icon name="warning" className="size-6 text-stopped" />
      <p className="text-lg font-medium text-balance">{message.title}</p>
      <p className="max-w-prose text-balance text-muted">
        {message.detail} {message.next}
      </p>
      {action && <div className="mt-2">{action}</div>}
      <RequestId id={requestId} />
    </div>
  );
}
