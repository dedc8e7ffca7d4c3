import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { changePlan } from '#server/actions/plans';
import { ask } from '@/components/action/ask';
import { showFailure } from '@/components/ui/show-failure';

type Change = { change: 'pause' | 'resume' | 'end' } | { change: 'skip' | 'unskip'; day: string };

/** Changes a plan and shows the page anew; a failure is said and changes nothing. */
export function useChangePlan(planId: string) {
  const router = useRouter();
  const [isSending, setSending] = useState(false);
  const change = async (wanted: Change): Promise<boolean> => {
    setSending(true);
    const answer = await ask(changePlan({ planId, ...wanted }));
    setSending(false);
    if (!answer.ok) {
      showFailure(answer.error);
      return false;
    }
    router.refresh();
    return true;
  };
  return { isSending, change };
}
