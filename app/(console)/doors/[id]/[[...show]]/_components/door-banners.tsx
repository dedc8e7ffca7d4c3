import Link from 'next/link';
import { counted } from '#lib/messages/counts';
import { whyNoAccess } from '#lib/messages/door-words';
import type { DoorView } from '#lib/schemas/door';
import { ClaimSyncButton } from '@/components/door/claim-sync-button';
import { Banner } from '@/components/ui/banner';
import { GiveMissing } from './give-missing.tsx';
import { ReplacedBy } from './replaced-by.tsx';

type Rights = { claimSync: boolean; grant: boolean; replace: boolean };

/** What limits everything on a door's page: gone from OpenKit, or of a kind that no access can be given to. */
export function DoorBanners({ door, rights }: { door: DoorView; rights: Rights }) {
  const obstacle = whyNoAccess(door);
  return (
    <div className="grid gap-3 pt-4 empty:hidden">
      {door.isGone && (
        <Banner
          tone="warn"
          title="OpenKit no longer lists this door."
          action={rights.replace && !door.successor && <ReplacedBy door={door} />}
        >
          This page shows past data only.
          {door.successor && (
            <>
              {' '}
              It was replaced by{' '}
              <Link
                href={`/doors/${door.successor.id}`}
                prefetch={false}
                dir="auto"
                className="underline underline-offset-2"
              >
                {door.successor.name}
              </Link>
              , where its history continues.
            </>
          )}
        </Banner>
      )}
      {door.awaitingSync > 0 && (
        <Banner
          tone="warn"
          title={`${counted(door.awaitingSync, 'access waits', 'accesses wait')} for this lock to sync.`}
          action={rights.claimSync && <ClaimSyncButton doorId={door.id} shownAt={door.shownAt} />}
        >
          Until then it may not open for someone new, and may still open for someone whose access was taken away. This
          notice goes by itself once OpenKit shows the door connected.
        </Banner>
      )}
      {door.missingHolders > 0 && !door.isGone && !obstacle && (
        <Banner
          tone="warn"
          title={`${counted(door.missingHolders, 'person is', 'people are')} meant to hold this door and ${door.missingHolders === 1 ? 'does' : 'do'} not.`}
          action={rights.grant && <GiveMissing doorId={door.id} people={door.missingHolders} />}
        >
          By a lease, a bundle or an invitation: after the door was replaced, or because OpenKit refused.
        </Banner>
      )}
      {obstacle && !door.isGone && <Banner tone="warn" title={obstacle} />}
    </div>
  );
}
