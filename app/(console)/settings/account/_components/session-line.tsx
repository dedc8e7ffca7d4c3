'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { browserName } from '#lib/messages/browser-name';
import type { OwnSession } from '#lib/schemas/account';
import { endOwnSession } from '#server/actions/account';
import { ask } from '@/components/action/ask';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { showFailure } from '@/components/ui/show-failure';
import { Time } from '@/components/ui/time';
import { showToast } from '@/components/ui/toast-store';

/** One session: which browser, from where, since when. Ending it is not asked twice: it is a security act. */
export function SessionLine({ session }: { session: OwnSession }) {
  const router = useRouter();
  const [isEnding, setEnding] = useState(false);
  const browser = browserName(session.userAgent);

  const end = async () => {
    setEnding(true);
    const result = await ask(endOwnSession({ sessionId: session.id }));
    setEnding(false);
    if (!result.ok) return showFailure(result.error);
    showToast('Session ended');
    router.refresh();
  };

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-2 font-medium" title={session.userAgent ?? undefined}>
          {browser}
          {session.isCurrent && <Badge tone="accent">This session</Badge>}
        </p>
        <p className="text-sm break-words text-muted">
          {session.address ?? 'Unknown address'} · signed in <Time instant={session.startedAt} zone="UTC" as="both" />
          {!session.isCurrent && (
            <>
              {' '}
              · last seen <Time instant={session.lastSeenAt} zone="UTC" as="both" />
            </>
          )}
        </p>
      </div>
      {!session.isCurrent && (
        <Button isPending={isEnding} onClick={() => void end()} aria-label={`End session of ${browser}`}>
          End session
        </Button>
      )}
    </li>
  );
}
