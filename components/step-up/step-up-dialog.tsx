import { type FormEvent, useRef, useState } from 'react';
import { Dialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { sentenceFor } from '#lib/messages/message-for';
import { proveIdentity } from '#server/actions/proof';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/text-field';

type Props = { hasAuthenticator: boolean; onClose: (isProved: boolean) => void };

const fields = {
  password: { label: 'Your password', type: 'password', autoComplete: 'current-password', maxLength: 1000 },
  code: { label: 'Code of your authenticator', type: 'text', autoComplete: 'one-time-code', maxLength: 20 },
} as const;

/** Asks for a fresh proof before something sensitive goes on; the page beneath stays as it is. */
export default function StepUpDialog({ hasAuthenticator, onClose }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [kind, setKind] = useState<'password' | 'code'>(hasAuthenticator ? 'code' : 'password');
  const [error, setError] = useState<string>();
  const [isPending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending || !field.current) return;
    setPending(true);
    const answer = await proveIdentity({ kind, value: field.current.value }).catch(() => null);
    setPending(false);
    if (answer?.ok) return onClose(true);
    setError(sentenceFor(answer?.error ?? { code: 'unavailable', params: { reason: 'offline' } }));
    field.current?.select();
  }

  const other = kind === 'code' ? 'password' : 'code';
  return (
    <ModalOverlay
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose(false)}
      className="enter fixed inset-0 z-50 grid place-items-center overflow-y-auto bg-scrim p-4"
    >
      <Modal className="w-full max-w-md rounded-lg border border-line bg-raised shadow-raised">
        <Dialog className="outline-none">
          <form method="post" onSubmit={submit} noValidate className="grid gap-4 p-6 max-sm:p-4">
            <Heading slot="title" className="text-lg font-semibold">
              Is it still you?
            </Heading>
            <p className="text-muted">
              This is asked before sensitive acts when the last proof is older than ten minutes.
            </p>
            <TextField key={kind} ref={field} autoFocus error={error} {...fields[kind]} />
            <footer className="flex flex-wrap justify-end gap-2 pt-1 max-sm:*:grow">
              {hasAuthenticator && (
                <Button variant="quiet" className="mr-auto" onClick={() => setKind(other)}>
                  {other === 'code' ? 'Use the authenticator' : 'Use the password'}
                </Button>
              )}
              <Button onClick={() => onClose(false)}>Not now</Button>
              <Button type="submit" variant="primary" isPending={isPending}>
                Go on
              </Button>
            </footer>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
