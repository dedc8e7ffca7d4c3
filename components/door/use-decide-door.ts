'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { movedText } from '#lib/messages/drift-words';
import { decideSuccessor } from '#server/actions/drift';
import { ask } from '@/components/action/ask';
import { showFailure } from '@/components/ui/show-failure';
import { showToast } from '@/components/ui/toast-store';

/**
 * Says whether a door took the place of this one, which is gone, and leads to where there is something to do about it.
 */
export function useDecideDoor(oldDoor: { id: string; name: string }) {
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const decide = async (newDoorId: string, isSame: boolean) => {
    setAsking(true);
    const answer = await ask(decideSuccessor({ oldDoorId: oldDoor.id, newDoorId, isSame }));
    setAsking(false);
    if (!answer.ok) return showFailure(answer.error);
    showToast(isSame ? movedText(oldDoor.name, answer.value) : 'They stay two doors.');
    // Who is meant to hold the new door is told there, with what gives it to them.
    if (answer.value.people > 0) router.push(`/doors/${newDoorId}`);
    else router.refresh();
  };
  return { isAsking, decide };
}
