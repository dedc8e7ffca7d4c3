'use client';

import { useState } from 'react';
import type { DriftKind } from '#lib/history';
import { counted } from '#lib/messages/counts';
import { Button } from '@/components/ui/button';
import { AcceptDialog } from './accept-dialog.tsx';

type Props = { kind: DriftKind; subjectId: string; count: number };

/** Says that all open changes of a group are all right. */
export function AcceptAll({ kind, subjectId, count }: Props) {
  const [isOpen, setOpen] = useState(false);
  const label = count === 1 ? 'Accept this change' : `Accept all ${counted(count, 'change')}`;
  return (
    <>
      <Button icon="check" variant="primary" onClick={() => setOpen(true)}>
        {label}
      </Button>
      {isOpen && <AcceptDialog what={{ of: 'group', kind, subjectId }} label={label} onClose={() => setOpen(false)} />}
    </>
  );
}
