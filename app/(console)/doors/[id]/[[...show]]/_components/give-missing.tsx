'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { counted } from '#lib/messages/counts';
import { planMissing } from '#server/actions/dry-runs';
import { ask } from '@/components/action/ask';
import { Button } from '@/components/ui/button';
import { showFailure } from '@/components/ui/show-failure';

/** Has worked out what giving the door to whoever is meant to hold it would send, and leads there. */
export function GiveMissing({ doorId, people }: { doorId: string; people: number }) {
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const plan = async () => {
    setAsking(true);
    const answer = await ask(planMissing({ doorId }));
    if (answer.ok) return router.push(`/operations/dry-runs/${answer.value.dryRunId}`);
    setAsking(false);
    showFailure(answer.error);
  };
  return (
    <Button isPending={isAsking} onClick={() => void plan()}>
      Give it to {counted(people, 'person', 'people')}
    </Button>
  );
}
