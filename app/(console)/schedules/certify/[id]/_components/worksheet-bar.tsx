import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRef, useState } from 'react';
import type { Result } from '#lib/errors';
import { progressText } from '#lib/messages/certification-words';
import { counted } from '#lib/messages/counts';
import { certificationQuery, certificationRows } from '#lib/queries/certification';
import type { CertificationView } from '#lib/schemas/certification';
import { addNames, endMarked } from '#server/actions/certifications';
import { ask } from '@/components/action/ask';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/lazy-confirm-dialog';
import { onDemand } from '@/components/ui/on-demand';
import { showFailure } from '@/components/ui/show-failure';
import { Time } from '@/components/ui/time';

const DiscardDialog = onDemand(() => import('./discard-dialog.tsx'));
const SignDialog = onDemand(() => import('./sign-dialog.tsx'));

/** How far the worksheet is, and the acts on all of it: bring in new names, end what is marked, sign or discard. */
export function WorksheetBar({ sheet }: { sheet: CertificationView }) {
  const { isPending, run } = useSheetAct(sheet.id);
  const [asks, setAsks] = useState<'end' | 'sign' | 'discard' | null>(null);
  const intentId = useRef('');
  const close = () => setAsks(null);
  const askToEnd = () => {
    intentId.current = crypto.randomUUID();
    setAsks('end');
  };
  if (sheet.signedAt !== null) return <Signed sheet={sheet} signedAt={sheet.signedAt} />;
  const accesses = counted(sheet.unsent, 'access', 'accesses');
  return (
    <section aria-label="Progress" className="flex flex-wrap items-center gap-x-4 gap-y-2 pt-4">
      <div className="min-w-0 grow">
        <p className="font-medium" role="status">
          {progressText(sheet)}
        </p>
        <progress
          aria-label="Decided"
          max={Math.max(sheet.rows, 1)}
          value={sheet.rows - sheet.open}
          className="mt-1 block h-1.5 w-full max-w-sm accent-accent"
        />
      </div>
      {sheet.mayManage && sheet.newNames > 0 && (
        <Button
          isPending={isPending}
          onClick={() => void run(() => addNames({ certificationId: sheet.id }))}
        >{`Add ${counted(sheet.newNames, 'new name')}`}</Button>
      )}
      {sheet.mayManage && (
        <Button variant="quiet" onClick={() => setAsks('discard')}>
          Discard
        </Button>
      )}
      {sheet.mayEnd && sheet.unsent > 0 && <Button onClick={askToEnd}>End {accesses}</Button>}
      {sheet.mayManage && (
        <Button variant="primary" disabledReason={whyUnsignable(sheet)} onClick={() => setAsks('sign')}>
          Sign
        </Button>
      )}
      {asks === 'sign' && <SignDialog sheet={sheet} onClose={close} />}
      {asks === 'discard' && <DiscardDialog sheet={sheet} onClose={close} />}
      {asks === 'end' && (
        <ConfirmDialog
          title={`End ${accesses}?`}
          confirmLabel={`End ${accesses}`}
          isDanger
          isPending={isPending}
          onConfirm={() =>
            void run(() => withStepUp(() => endMarked({ certificationId: sheet.id, intentId: intentId.current }))).then(
              (isDone) => isDone && close(),
            )
          }
          onClose={close}
        >
          <p>They are taken away at once, with their doorcodes, and guests these people let in lose the door too.</p>
          <p>Day codes cannot be revoked: they end with their day. A lock that is offline opens until it syncs.</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function whyUnsignable({ newNames, open }: CertificationView): string | undefined {
  if (newNames > 0) return `Add ${counted(newNames, 'new name')} first: more became known since.`;
  return open > 0 ? `${counted(open, 'access is', 'accesses are')} not decided yet.` : undefined;
}

function Signed({ sheet, signedAt }: { sheet: CertificationView; signedAt: string }) {
  return (
    <div className="pt-4">
      <Banner
        tone="info"
        title={`Signed by ${sheet.signedBy ?? 'someone who left'}.`}
        action={
          <Link href={`/schedules/certify/${sheet.id}/evidence`} className="font-medium underline underline-offset-2">
            See the evidence
          </Link>
        }
      >
        <Time instant={signedAt} zone={sheet.zone} as="exact" />. {progressText(sheet)}. It stays as it is.
      </Banner>
    </div>
  );
}

/** Does something to the whole worksheet and shows how it stands then. A failure is said. */
function useSheetAct(id: string) {
  const client = useQueryClient();
  const [isPending, setPending] = useState(false);
  const run = async (act: () => Promise<Result<unknown>>): Promise<boolean> => {
    setPending(true);
    const answer = await ask(act());
    setPending(false);
    if (!answer.ok) {
      showFailure(answer.error);
    }
    await Promise.all([
      client.invalidateQueries({ queryKey: certificationQuery(id).queryKey }),
      client.invalidateQueries({ queryKey: [certificationRows(id).path] }),
    ]);
    return answer.ok;
  };
  return { isPending, run };
}
