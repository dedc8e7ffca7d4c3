'use client';

import { useState } from 'react';
import { Icon } from '@/components/ui/icon';
import { DoorFilterSheet, preloadDoorFilterSheet } from './lazy-door-filter-sheet.ts';

type Props = {
  /** Empty = any. */
  value: string;
  /** The building to look in; empty = all in scope. */
  buildingId: string;
  onChange: (door: string) => void;
};

/** One door. Doors are too many for a select: a sheet finds it. */
export function DoorFilter({ value, buildingId, onChange }: Props) {
  const [isOpen, setOpen] = useState(false);
  const choose = (door: string) => {
    setOpen(false);
    onChange(door);
  };
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onPointerEnter={preloadDoorFilterSheet}
        onFocus={preloadDoorFilterSheet}
        onClick={() => setOpen(true)}
        className={`flex h-8 items-center justify-between gap-2 rounded border px-2.5 max-sm:h-11 ${value === '' ? 'border-edge bg-raised' : 'border-accent bg-accent-soft font-medium text-accent'}`}
      >
        {value === '' ? 'Any door' : 'One door'}
        <Icon name="chevron-down" className="text-muted" />
      </button>
      {isOpen && (
        <DoorFilterSheet value={value} buildingId={buildingId} onChoose={choose} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
