import Link from 'next/link';
import { useMay } from '@/components/viewer/viewer';
import { handOverToPlan, type PlanStart } from './plan-start.ts';

/** OpenKit takes daily codes for today and tomorrow alone; later days are a plan, which begins with what was typed. */
export function PlanLink({ start, onClose }: { start: PlanStart; onClose: () => void }) {
  const mayPlan = useMay('plan.manage');
  if (!mayPlan) return null;
  return (
    <p className="text-sm text-muted">
      For a later day, or one that comes again,{' '}
      <Link
        href="/schedules/plans"
        prefetch={false}
        onClick={() => {
          handOverToPlan(start);
          onClose();
        }}
        className="text-accent underline underline-offset-2"
      >
        make a plan
      </Link>
      . What you typed goes along.
    </p>
  );
}
