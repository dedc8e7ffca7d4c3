'use client';

import { useState } from 'react';
import type { DriftKind } from '#lib/history';
import { counted } from '#lib/messages/counts';
import { Button } from '@/components/ui/button';
import { AcceptDialog } from './accept-dialog.tsx';

type Props = { kind: DriftKind; subjectId: string; upTo: number; count: number };

/** Says that all open changes of a group are all right, as far as they are counted here. */
export function AcceptAll({ kind, subjectId, upTo, count }: Props) {
  const [isOpen, setOpen] = useState(false);
  const label = count === 1 ? 'Accept this change' : `Accept all ${counted(count, 'change')}`;
  return (
    <>
      <Button icon="check" variant="primary" onClick={() => setOpen(true)}>
        {label}
      </Button>
      {isOpen && (
        <AcceptDialog what={{ of: 'group', kind, subjectId, upTo }} label={label} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
