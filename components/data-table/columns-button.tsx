'use client';

import { useRef, useState } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { onDemand } from '@/components/ui/on-demand';
import { type Columns, columnOption, type TableRow } from './columns.ts';
import type { ListColumns } from './use-columns.ts';

const loadMenu = () => import('./columns-menu.tsx');
const ColumnsMenu = onDemand(loadMenu);

type Props<T extends TableRow> = { all: Columns<T>; columns: ListColumns<T> };

/** Opens the choice of columns. Phones show cards and have no use for it. */
export function ColumnsButton<T extends TableRow>({ all, columns }: Props<T>) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton
        ref={trigger}
        icon="columns"
        label="Columns"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onPointerEnter={() => void loadMenu()}
        onFocus={() => void loadMenu()}
        onClick={() => setOpen(true)}
        className="max-sm:hidden"
      />
      {isOpen && (
        <ColumnsMenu
          options={all.map(columnOption)}
          ids={columns.ids}
          onChoose={columns.choose}
          onReset={columns.reset}
          trigger={trigger}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
