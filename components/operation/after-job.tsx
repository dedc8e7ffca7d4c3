import { inArea } from '#lib/area';
import { useArea } from '@/components/shell/area-provider';
import { Button } from '@/components/ui/button';
import { ButtonLink } from '@/components/ui/button-link';

type Props = {
  /** One of its locks is offline, or may be. */
  mayBeLate: boolean;
  hasTasks?: boolean;
  onClose: () => void;
};

/** What may be left to do by hand after a job, and the way out of its sheet. */
export function AfterJob({ mayBeLate, hasTasks = false, onClose }: Props) {
  const area = useArea();
  return (
    <div className="flex flex-wrap gap-2">
      {mayBeLate && (
        <ButtonLink href={inArea('/walk', area)} icon="sync">
          Locks to sync
        </ButtonLink>
      )}
      {hasTasks && <ButtonLink href={inArea('/tasks', area)}>Tasks to finish by hand</ButtonLink>}
      <Button onClick={onClose}>Close</Button>
    </div>
  );
}
