'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/lazy-confirm-dialog';
import { showFailure } from '@/components/ui/show-failure';
import { useChangeVendor } from './use-change-vendor.ts';

type Props = {
  vendorId: string;
  /** Null = everybody of the company. */
  technicianId: string | null;
  whose: string;
  label: string;
};

/** Ends every plan of a company or of one of its people, once somebody has read what that means. */
export function EndCodes({ vendorId, technicianId, whose, label }: Props) {
  const [isAsking, setAsking] = useState(false);
  const { isSending, change } = useChangeVendor();
  const end = async () => {
    const failure = await change({ vendorId, change: 'end', technicianId });
    if (failure) showFailure(failure);
    else setAsking(false);
  };
  return (
    <>
      <Button onClick={() => setAsking(true)}>{label}</Button>
      {isAsking && (
        <ConfirmDialog
          title={`End all codes of ${whose}?`}
          confirmLabel="End the plans"
          isDanger
          isPending={isSending}
          onConfirm={() => void end()}
          onClose={() => setAsking(false)}
        >
          <p>
            No further code is issued, and none of these plans can be started again. What was issued stays in their log.
          </p>
          <p>Codes already issued keep working until their day is over: they cannot be revoked.</p>
        </ConfirmDialog>
      )}
    </>
  );
}
