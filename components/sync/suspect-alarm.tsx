'use client';

import { useState } from 'react';
import type { SyncStatus } from '#lib/schemas/sync';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { FailureWords } from '@/components/ui/failure-words';
import { onDemand } from '@/components/ui/on-demand';
import { Time } from '@/components/ui/time';

const AcceptLossDialog = onDemand(() => import('./accept-loss-dialog.tsx'));

type Props = { suspect: NonNullable<SyncStatus['suspect']>; mayAccept: boolean };

/**
 * On every page until a person decides or a later reading is sound: what is shown may lack what is there, or be gone.
 */
export function SuspectAlarm({ suspect, mayAccept }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="pt-4">
      <Banner
        tone="warn"
        title="The last reading of OpenKit was not believed: nothing was removed."
        action={mayAccept && suspect.isAcceptable && <Button onClick={() => setOpen(true)}>See what is missing</Button>}
      >
        <FailureWords failure={{ code: 'unavailable', params: { reason: suspect.reason } }}>
          {({ title }) => title}
        </FailureWords>{' '}
        It ended <Time instant={suspect.at} zone="UTC" as="both" />. What you see may be out of date until a reading is
        good{suspect.isAcceptable && ' or someone accepts the loss'}.
      </Banner>
      {isOpen && <AcceptLossDialog generation={suspect.generation} onClose={() => setOpen(false)} />}
    </div>
  );
}
