'use client';

import { useState } from 'react';
import { InviteSheet, preloadInvite } from '@/components/guest/lazy-invite-sheet';
import { Button } from '@/components/ui/button';

/** Lets somebody's guest in, wherever the host lives. */
export function InviteGuest({ buildingId }: { buildingId: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="primary"
        icon="plus"
        onPointerEnter={preloadInvite}
        onFocus={preloadInvite}
        onClick={() => setOpen(true)}
      >
        Invite a guest
      </Button>
      {isOpen && <InviteSheet buildingId={buildingId} onClose={() => setOpen(false)} />}
    </>
  );
}
