import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Failure } from '#lib/errors';
import { counted } from '#lib/messages/counts';
import type { CertificationView } from '#lib/schemas/certification';
import { signCertification } from '#server/actions/certifications';
import { withStepUp } from '@/components/step-up/step-up-store';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { TextField } from '@/components/ui/text-field';

/** Asks once, says what a signature means and what stays undone, and goes to the evidence. */
export default function SignDialog({ sheet, onClose }: { sheet: CertificationView; onClose: () => void }) {
  const router = useRouter();
  const [note, setNote] = useState('');
  const [error, setError] = useState<Failure>();
  const [isPending, setPending] = useState(false);
  const sign = async () => {
    setPending(true);
    setError(undefined);
    const answer = await withStepUp(() => signCertification({ certificationId: sheet.id, rows: sheet.rows, note }));
    setPending(false);
    if (answer.ok) return router.push(`/schedules/certify/${sheet.id}/evidence`);
    setError(answer.error);
  };
  return (
    <ConfirmDialog
      title={`Sign for ${counted(sheet.rows, 'access', 'accesses')}?`}
      confirmLabel="Sign this worksheet"
      isPending={isPending}
      onConfirm={() => void sign()}
      onClose={onClose}
    >
      <p>It then stays as it is, under your name, and the log holds a fingerprint of all of it.</p>
      {sheet.unsent > 0 && (
        <p className="font-medium">
          {counted(sheet.unsent, 'access that is', 'accesses that are')} marked to end{' '}
          {sheet.unsent === 1 ? 'was' : 'were'} not ended: it will say “asked for, not sent”.
        </p>
      )}
      {sheet.sending > 0 && (
        <p className="font-medium">
          OpenKit has not answered for {counted(sheet.sending, 'access', 'accesses')} yet: it will say so.
        </p>
      )}
      <TextField
        label="Note"
        isOptional
        maxLength={2000}
        error={error}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
    </ConfirmDialog>
  );
}
