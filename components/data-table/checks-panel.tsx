'use client';

import type { ReactNode, RefObject } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { Checkbox } from '@/components/ui/checkbox';

export type ChecksPanelProps = {
  label: string;
  options: readonly { id: string; name: string; isFixed?: boolean }[];
  /** Those ticked. */
  ids: readonly string[];
  /** Those ticked from now on, in the order of the options. */
  onChoose: (ids: string[]) => void;
  trigger: RefObject<HTMLElement | null>;
  placement: 'bottom start' | 'bottom end';
  onClose: () => void;
  /** Under the boxes. */
  children: ReactNode;
};

/** A box to tick for each option, beside the button that opened it. Each choice acts at once. */
export function ChecksPanel({
  label,
  options,
  ids,
  onChoose,
  trigger,
  placement,
  onClose,
  children,
}: ChecksPanelProps) {
  const toggle = (id: string, isOn: boolean) =>
    onChoose(options.map((option) => option.id).filter((each) => (each === id ? isOn : ids.includes(each))));
  return (
    <Popover
      triggerRef={trigger}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      placement={placement}
      className="enter w-60 overflow-y-auto rounded-lg border border-line bg-raised shadow-raised"
    >
      <Dialog aria-label={label} className="grid gap-1 p-4 outline-none">
        <fieldset className="grid">
          <legend className="pb-2 font-medium">{label}</legend>
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
        {children}
      </Dialog>
    </Popover>
  );
}
