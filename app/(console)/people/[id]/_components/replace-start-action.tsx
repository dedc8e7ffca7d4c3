import type { AccessView } from '#lib/schemas/access';
import { Button } from '@/components/ui/button';
import { isChangeable } from './access-groups.ts';

/** "New start": OpenKit cannot move one, so that the access is revoked and given anew. */
export function ReplaceStartAction({ chosen, onOpen }: { chosen: readonly AccessView[]; onOpen: () => void }) {
  return (
    <Button
      disabledReason={
        chosen.every(isChangeable) ? undefined : 'One of them was given by a resident: only they can change it.'
      }
      onClick={onOpen}
    >
      New start
    </Button>
  );
}
