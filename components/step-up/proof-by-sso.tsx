import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { onProof } from './proof-channel.ts';

type Props = { staffId: string; onProved: () => void; children: ReactNode };

/**
 * Has single sign-on ask again in a window of its own, so that this page and what was typed in it stay as they are. Its
 * children are the other ways out.
 */
export function ProofBySso({ staffId, onProved, children }: Props) {
  const [isBlocked, setBlocked] = useState(false);
  useEffect(
    () =>
      onProof((provedId) => {
        if (provedId === staffId) onProved();
        // Somebody else signed in there: what stands here is not theirs to send.
        else window.location.reload();
      }),
    [staffId, onProved],
  );
  return (
    <>
      {isBlocked && (
        <p role="alert" className="text-sm text-stopped">
          The browser blocked the window. Allow this page to open windows, then press again.
        </p>
      )}
      <footer className="flex flex-wrap justify-end gap-2 pt-1 max-sm:*:grow">
        {children}
        <Button variant="primary" onClick={() => setBlocked(window.open('/prove', 'gatehouse-proof') === null)}>
          Sign in again
        </Button>
      </footer>
    </>
  );
}
