'use client';

import { InviteSheet, preloadInvite } from '@/components/guest/lazy-invite-sheet';
import { SheetButton } from '@/components/ui/sheet-button';

/** Lets somebody's guest in, wherever the host lives. */
export function InviteGuest({ buildingId }: { buildingId: string }) {
  return (
    <SheetButton
      variant="primary"
      icon="plus"
      preload={preloadInvite}
      sheet={(close) => <InviteSheet buildingId={buildingId} onClose={close} />}
    >
      Invite a guest
    </SheetButton>
  );
}
