import type { UnitView } from '#lib/schemas/unit';
import { preloadMoveIn } from '@/components/tenancy/lazy-sheets';
import { Button } from '@/components/ui/button';
import type { Job } from './unit-jobs.tsx';
import type { Rights } from './unit-screen.tsx';

type Props = { unit: UnitView; rights: Rights; onJob: (job: Job) => void };

/** What can be done about the unit as a whole. */
export function UnitActions({ unit, rights, onJob }: Props) {
  return (
    <div className="flex flex-wrap gap-2">
      <Button icon="question" onClick={() => onJob({ kind: 'clear' })}>
        Is {unit.name} clear?
      </Button>
      {rights.edit && <Button onClick={() => onJob({ kind: 'rules' })}>Rules</Button>}
      {rights.edit && <Button onClick={() => onJob({ kind: 'edit' })}>Change unit</Button>}
      {rights.edit && (
        <Button
          disabledReason={unit.tenants.length > 0 ? 'Someone still has a lease: move them out first.' : undefined}
          onClick={() => onJob({ kind: 'archive' })}
        >
          Take out
        </Button>
      )}
      {rights.lease && unit.tenants.length > 1 && (
        <Button onClick={() => onJob({ kind: 'move_out', tenants: unit.tenants })}>Move everyone out</Button>
      )}
      {rights.lease && (
        <Button
          variant="primary"
          icon="plus"
          onPointerEnter={preloadMoveIn}
          onFocus={preloadMoveIn}
          onClick={() => onJob({ kind: 'move_in' })}
        >
          Move in
        </Button>
      )}
    </div>
  );
}
