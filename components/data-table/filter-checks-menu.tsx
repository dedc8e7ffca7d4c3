'use client';

import { type RefObject, useState } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { joined, partsOf } from '#lib/search-params';
import { Checkbox } from '@/components/ui/checkbox';
import type { FilterChecksProps } from './filter-checks.tsx';

type Props = FilterChecksProps & { trigger: RefObject<HTMLElement | null>; onClose: () => void };

/** A box to tick for each. Each choice acts at once. */
export default function FilterChecksMenu({ label, names, value, onChange, trigger, onClose }: Props) {
  const known = Object.keys(names);
  // A box is ticked when it is pressed; the address follows when its rows are there.
  const [chosen, setChosen] = useState(() => partsOf(known, value));
  const toggle = (each: string, isOn: boolean) => {
    const next = known.filter((other) => (other === each ? isOn : chosen.includes(other)));
    setChosen(next);
    onChange(joined(next));
  };
  return (
    <Popover
      triggerRef={trigger}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      placement="bottom start"
      className="enter w-64 overflow-y-auto rounded-lg border border-line bg-raised shadow-raised"
    >
      <Dialog aria-label={label} className="grid gap-1 p-4 outline-none">
        <fieldset className="grid">
          <legend className="pb-2 font-medium">{label}</legend>
          {Object.entries(names).map(([each, name]) => (
            <Checkbox
              key={each}
              label={name}
              checked={chosen.includes(each)}
              onChange={(event) => toggle(each, event.target.checked)}
            />
          ))}
        </fieldset>
        <p className="text-sm text-muted">All that is ticked must hold.</p>
      </Dialog>
    </Popover>
  );
}
