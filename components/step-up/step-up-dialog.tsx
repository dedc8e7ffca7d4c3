import { useState } from 'react';
import { Dialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Button } from '@/components/ui/button';
import { ProofBySso } from './proof-by-sso.tsx';
import { ProofForm } from './proof-form.tsx';
import type { Prover } from './step-up-store.ts';

type Props = { prover: Prover; onClose: (isProved: boolean) => void };

/** `password` and `code` are typed here; `sso` is asked by the provider. */
type Way = 'password' | 'code' | 'sso';

const offers: Record<Way, string> = {
  password: 'Use the password',
  code: 'Use the authenticator',
  sso: 'Use single sign-on',
};

/** Asks for a fresh proof before something sensitive goes on; the page beneath stays as it is. */
export default function StepUpDialog({ prover, onClose }: Props) {
  const ways: Way[] = [...(prover.hasAuthenticator ? (['code'] as const) : []), prover.method];
  const [way, setWay] = useState<Way>(ways[0] ?? prover.method);
  const other = ways.find((each) => each !== way);
  const buttons = (
    <>
      {other && (
        <Button variant="quiet" className="mr-auto" onClick={() => setWay(other)}>
          {offers[other]}
        </Button>
      )}
      <Button onClick={() => onClose(false)}>Not now</Button>
    </>
  );
  return (
    <ModalOverlay
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose(false)}
      className="enter fixed inset-0 z-50 grid place-items-center overflow-y-auto bg-scrim p-4"
    >
      <Modal className="w-full max-w-md rounded-lg border border-line bg-raised shadow-raised">
        <Dialog className="outline-none">
          <div className="grid gap-4 p-6 max-sm:p-4">
            <Heading slot="title" className="text-lg font-semibold">
              Is it still you?
            </Heading>
            <p className="text-muted">
              This is asked before sensitive actions when you last confirmed it more than ten minutes ago.
              {way === 'sso' && ' Your single sign-on asks you in its own window; this page waits.'}
            </p>
            {way === 'sso' ? (
              <ProofBySso staffId={prover.staffId} onProved={() => onClose(true)}>
                {buttons}
              </ProofBySso>
            ) : (
              <ProofForm key={way} kind={way} onProved={() => onClose(true)}>
                {buttons}
              </ProofForm>
            )}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
