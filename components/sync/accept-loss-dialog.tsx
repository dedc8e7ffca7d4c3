'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { counted } from '#lib/messages/counts';
import { lossCount, lossSentence } from '#lib/messages/loss-words';
import { failureOf } from '#lib/queries/fetch-json';
import { sweepLoss } from '#lib/queries/sync';
import type { SweepLoss } from '#lib/schemas/sync';
import { acceptLoss } from '#server/actions/sync';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { Sheet } from '@/components/ui/sheet';
import { showFailure } from '@/components/ui/show-failure';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { showToast } from '@/components/ui/toast-store';

/** What a reading that was not believed missed, by count and name, and the button that takes it for gone. */
export default function AcceptLossDialog({ generation, onClose }: { generation: number; onClose: () => void }) {
  const router = useRouter();
  const query = useQuery(sweepLoss(generation));
  const [isAsking, setAsking] = useState(false);
  const loss = query.data;
  const accept = async () => {
    setAsking(true);
    const answer = await withStepUp(() => acceptLoss({ generation }));
    setAsking(false);
    if (!answer.ok) return showFailure(answer.error);
    showToast(`Accepted: ${counted(answer.value.lost, 'entry', 'entries')} now counted as gone.`);
    onClose();
    router.refresh();
  };
  return (
    <Sheet
      title="What the last reading missed"
      facts="Still shown here, because it was not believed."
      onClose={onClose}
      footer={
        loss && (
          <>
            <Button onClick={onClose}>Keep all of it</Button>
            <Button
              variant="danger"
              isPending={isAsking}
              disabledReason={loss.outside ? 'Some of it is in buildings you do not look after.' : undefined}
              onClick={() => void accept()}
            >
              Accept the loss of {lossSentence(loss)}
            </Button>
          </>
        )
      }
    >
      {query.isPending && <SkeletonRows count={6} />}
      {query.isError && (
        <ErrorState
          failure={failureOf(query.error)}
          action={<Button onClick={() => void query.refetch()}>Try again</Button>}
        />
      )}
      {loss && <Loss loss={loss} />}
    </Sheet>
  );
}

function Loss({ loss }: { loss: SweepLoss }) {
  return (
    <div className="grid gap-5">
      <p>
        Accept it only if it is true, for example because doors were taken from you in Mission Control. It is then
        history here; nothing is changed at OpenKit, and what OpenKit shows again comes back by itself.
      </p>
      {loss.outside && (
        <Banner tone="warn" title="More of it is outside your buildings.">
          Only someone who sees all of it can accept the loss.
        </Banner>
      )}
      {loss.kinds.map((kind) => (
        <section key={kind.kind} className="grid gap-1">
          <h3 className="font-semibold">{lossCount(kind)}</h3>
          <ul className="text-sm">
            {kind.names.map((name, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: names may repeat, and the list never changes.
              <li key={index} dir="auto" className="border-b border-line py-1.5 break-words">
                {name}
              </li>
            ))}
          </ul>
          {kind.count > kind.names.length && (
            <p className="text-sm text-muted">and {(kind.count - kind.names.length).toLocaleString('en')} more</p>
          )}
        </section>
      ))}
    </div>
  );
}
