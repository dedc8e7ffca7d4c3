'use client';

import { useState } from 'react';
import { GrantAccessButton } from '@/components/grant-access/grant-access-button';
import { GrantAccessSheet } from '@/components/grant-access/lazy-grant-sheet';

/** Gives access to somebody new, over the list. */
export function GiveAccess({ buildingId }: { buildingId: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <GrantAccessButton onOpen={() => setOpen(true)} />
      {isOpen && <GrantAccessSheet buildingId={buildingId} onClose={() => setOpen(false)} />}
    </>
  );
}
