import { useState } from 'react';
import type { Failure } from '#lib/errors';
import type { RevealedDoorcodeView } from '#lib/schemas/grant-access';
import { revealDoorcodes } from '#server/actions/doorcodes';
import { ask } from '@/components/action/ask';
import { useHideSoon } from './use-hide-soon.ts';

/**
 * Codes in this component's memory and nowhere else, for 30 seconds or until the page loses the focus. Each time they
 * are asked for, that is written to the log.
 */
export function useRevealedCodes(personId: string, doorIds: string[]) {
  const [codes, setCodes] = useState<RevealedDoorcodeView[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isRevealing, setRevealing] = useState(false);

  useHideSoon(codes, () => setCodes(null));

  const reveal = async () => {
    setRevealing(true);
    const answer = await ask(revealDoorcodes({ personId, doorIds }));
    setRevealing(false);
    // Whoever asked looked away meanwhile: what nobody looks at is not shown.
    setCodes(answer.ok && document.hasFocus() ? answer.value : null);
    setFailure(answer.ok ? null : answer.error);
  };
  return { codes, failure, isRevealing, reveal, hide: () => setCodes(null) };
}
