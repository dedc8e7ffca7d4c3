import { counted } from '#lib/messages/counts';
import type { CertificationRow } from '#lib/schemas/certification';
import { Button } from '@/components/ui/button';
import { useDecide } from './use-decide.ts';

/** Keeps what is in sight and undecided, in one press: most access is as it should be. */
export function KeepOthers({ certificationId, rows }: { certificationId: string; rows: readonly CertificationRow[] }) {
  const { decide, isPending } = useDecide(certificationId);
  const open = rows.filter(({ decision }) => decision === null).map(({ id }) => id);
  if (open.length === 0) return null;
  return (
    <Button isPending={isPending} onClick={() => void decide(open, { decision: 'keep' })}>
      Keep {counted(open.length, 'undecided access', 'undecided accesses')} shown
    </Button>
  );
}
