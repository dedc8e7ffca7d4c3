import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Failure, Result } from '#lib/errors';
import type { Accepted } from '#lib/schemas/tenancy';
import { ask } from '@/components/action/ask';
import { useIntent } from '@/components/action/use-intent';

/** Sends a job once at a time. `sent` is null before it was accepted; its operation is null when nothing had to be sent. */
export function useJob<A extends Accepted = Accepted>() {
  const client = useQueryClient();
  const intent = useIntent();
  const [sent, setSent] = useState<A | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);

  const send = async <T extends object>(input: T, act: (input: T & { intentId: string }) => Promise<Result<A>>) => {
    if (isSending) return;
    setSending(true);
    setFailure(null);
    const answer = await ask(act({ ...input, intentId: intent.idFor(input) }));
    setSending(false);
    if (!answer.ok) return setFailure(answer.error);
    setSent(answer.value);
    // Nothing will be confirmed that would have the lists read again.
    if (answer.value.operationId === null) void client.invalidateQueries();
  };
  return { sent, failure, isSending, send, refuse: setFailure };
}
