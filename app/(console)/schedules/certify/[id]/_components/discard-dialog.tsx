import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { counted } from '#lib/messages/counts';
import type { CertificationView } from '#lib/schemas/certification';
import { discardCertification } from '#server/actions/certifications';
import { ask } from '@/components/action/ask';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { showFailure } from '@/components/ui/show-failure';

/** Asks once, says what is lost with the worksheet, and goes back to the list of them. */
export default function DiscardDialog({ sheet, onClose }: { sheet: CertificationView; onClose: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const [isPending, setPending] = useState(false);
  const discard = async () => {
    setPending(true);
    const answer = await ask(discardCertification({ certificationId: sheet.id }));
    setPending(false);
    if (!answer.ok) {
      showFailure(answer.error);
      return onClose();
    }
    // Read again where they are shown next: the one on this page is gone.
    await client.invalidateQueries({ queryKey: ['/api/schedules/certify'], refetchType: 'none' });
    router.push('/schedules/certify');
  };
  return (
    <ConfirmDialog
      title="Discard this worksheet?"
      confirmLabel="Discard worksheet"
      isDanger
      isPending={isPending}
      onConfirm={() => void discard()}
      onClose={onClose}
    >
      <p>
        {counted(sheet.rows - sheet.open, 'decision')} and the comments on it are lost. Nobody’s access changes; the log
        keeps a record that it was here.
      </p>
    </ConfirmDialog>
  );
}
