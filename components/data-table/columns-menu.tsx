'use client';

import type { RefObject } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import type { ColumnOption } from './columns.ts';

type Props = {
  options: ColumnOption[];
  /** Those shown now. */
  ids: string[];
  onChoose: (ids: string[]) => void;
  onReset: (() => void) | undefined;
  trigger: RefObject<HTMLElement | null>;
  onClose: () => void;
};

/** A box to tick for each column. Each choice acts at once. */
export default function ColumnsMenu({ options, ids, onChoose, onReset, trigger, onClose }: Props) {
  const toggle = (id: string, isOn: boolean) =>
    onChoose(options.map((option) => option.id).filter((each) => (each === id ? isOn : ids.includes(each))));
  return (
    <Popover
      triggerRef={trigger}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      placement="bottom end"
      className="enter w-60 overflow-y-auto rounded-lg border border-line bg-raised shadow-raised"
    >
      <Dialog aria-label="Columns" className="grid gap-1 p-4 outline-none">
        <fieldset className="grid">
          <legend className="pb-2 font-medium">Columns</legend>
          {options.map(({ id, name, isFixed }) => (
            <Checkbox
              key={id}
              label={name}
              checked={ids.includes(id)}
              disabled={isFixed}
              onChange={(event) => toggle(id, event.target.checked)}
            />
          ))}
        </fieldset>
        <p className="text-sm text-muted">A narrow window leaves some of them out.</p>
        <Button
          disabledReason={onReset ? undefined : 'These are the usual columns.'}
          onClick={onReset}
          className="mt-1"
        >
          Usual columns
        </Button>
      </Dialog>
    </Popover>
  );
}
