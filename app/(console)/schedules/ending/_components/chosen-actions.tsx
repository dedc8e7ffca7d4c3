'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { counted } from '#lib/messages/counts';
import { chosenText } from '#lib/messages/ending-words';
import { sentenceFor } from '#lib/messages/message-for';
import { changeChosen } from '#server/actions/accesses';
import type { Chosen } from '@/components/data-table/list-selection';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/lazy-confirm-dialog';
import { showToast } from '@/components/ui/toast-store';
import { useMay } from '@/components/viewer/viewer';

const months = 12;
type Act = 'extend' | 'end';

/** Extend or end what was chosen, after saying what that means; the operation then says what became of it. */
export function ChosenActions({ chosen }: { chosen: Chosen }) {
  const router = useRouter();
  const mayExtend = useMay('access.extend');
  const mayEnd = useMay('access.revoke');
  const [asking, setAsking] = useState<{ act: Act; intentId: string } | null>(null);
  const [isSending, setSending] = useState(false);
  const ask = (act: Act) => setAsking({ act, intentId: crypto.randomUUID() });
  const accesses = counted(chosen.count, 'access', 'accesses');

  const send = async () => {
    if (!asking) return;
    setSending(true);
    const shared = { intentId: asking.intentId, selection: chosen.selection };
    const answer = await withStepUp(() =>
      changeChosen(asking.act === 'end' ? { act: 'end', ...shared } : { act: 'extend', months, ...shared }),
    );
    setSending(false);
    setAsking(null);
    if (!answer.ok) return showToast(sentenceFor(answer.error), 'failed');
    chosen.clear();
    showToast(chosenText(answer.value.leftOut));
    router.push(`/operations/${answer.value.operationId}`);
  };

  return (
    <>
      {mayExtend && <Button onClick={() => ask('extend')}>Extend by {months} months</Button>}
      {mayEnd && <Button onClick={() => ask('end')}>End now</Button>}
      {asking && (
        <ConfirmDialog
          title={asking.act === 'end' ? `End ${accesses} now?` : `Extend ${accesses} by ${months} months?`}
          confirmLabel={asking.act === 'end' ? `End ${accesses}` : `Extend ${accesses}`}
          isDanger={asking.act === 'end'}
          isPending={isSending}
          onConfirm={() => void send()}
          onClose={() => setAsking(null)}
        >
          {asking.act === 'end' ? (
            <>
              <p>Each door is taken away at OpenKit, one call a door. Guests of residents lose these doors too.</p>
              <p>A lock that is offline may open for them until it syncs.</p>
            </>
          ) : (
            <p>Each end moves {months} calendar months on, at the same time of day in its building.</p>
          )}
          <p>Daily codes and what residents shared cannot be changed from here: they are left out and counted.</p>
        </ConfirmDialog>
      )}
    </>
  );
}
