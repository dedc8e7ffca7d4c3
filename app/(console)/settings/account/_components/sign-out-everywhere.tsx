'use client';

import { useState } from 'react';
import { counted } from '#lib/messages/counts';
import { endAllOwnSessions } from '#server/actions/account';
import { leave } from '@/components/account/leave';
import { ask } from '@/components/action/ask';
import { ConfirmDialog } from '@/components/ui/lazy-confirm-dialog';
import { showFailure } from '@/components/ui/show-failure';

/** Asks once, then ends every session, this one included, and goes to the sign-in page. */
export function SignOutEverywhere({ sessionCount, onClose }: { sessionCount: number; onClose: () => void }) {
  const [isEnding, setEnding] = useState(false);

  const endAll = async () => {
    setEnding(true);
    const result = await ask(endAllOwnSessions({}));
    // The sessions are over; this takes the cookie along and leaves.
    if (result.ok) return leave('Your sessions have ended.');
    setEnding(false);
    onClose();
    showFailure(result.error);
  };

  return (
    <ConfirmDialog
      title="Sign out everywhere?"
      confirmLabel={`End ${counted(sessionCount, 'session')}`}
      isDanger
      isPending={isEnding}
      onConfirm={() => void endAll()}
      onClose={onClose}
    >
      <p>Every browser you are signed in with stops working at once, this one included.</p>
      <p className="text-muted">What you have sent already goes on. You can sign in again with your password.</p>
    </ConfirmDialog>
  );
}
