import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Failure } from '#lib/errors';
import type { ChangeVendorInput } from '#lib/schemas/plan';
import { changeVendor } from '#server/actions/plans';
import { ask } from '@/components/action/ask';

/** Changes a company and shows the page anew. Answers what went wrong, null = nothing. */
export function useChangeVendor() {
  const router = useRouter();
  const [isSending, setSending] = useState(false);
  const change = async (wanted: ChangeVendorInput): Promise<Failure | null> => {
    setSending(true);
    const answer = await ask(changeVendor(wanted));
    setSending(false);
    if (!answer.ok) return answer.error;
    router.refresh();
    return null;
  };
  return { isSending, change };
}
