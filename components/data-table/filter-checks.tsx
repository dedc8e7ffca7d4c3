'use client';

import { useRef, useState } from 'react';
import { partsOf } from '#lib/search-params';
import { Icon } from '@/components/ui/icon';
import { onDemand } from '@/components/ui/on-demand';

const loadMenu = () => import('./filter-checks-menu.tsx');
const FilterChecksMenu = onDemand(loadMenu);

export type FilterChecksProps = {
  label: string;
  /** What it says while nothing is filtered. */
  everything: string;
  /** Names by value. */
  names: Readonly<Record<string, string>>;
  /** As `someOf` reads it; empty = everything. */
  value: string;
  onChange: (value: string) => void;
};

/** One filter of a list of which several hold at once, beside its search; marked while it narrows. */
export function FilterChecks(props: FilterChecksProps) {
  const { label, everything, names, value } = props;
  const trigger = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const chosen = partsOf(Object.keys(names), value).map((each) => names[each]);
  const shown = chosen.join(', ') || everything;
  return (
    <>
      <button
        ref={trigger}
        type="button"
        aria-label={`${label}: ${shown}`}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title={shown}
        onPointerEnter={() => void loadMenu()}
        onFocus={() => void loadMenu()}
        onClick={() => setOpen(true)}
        className={`flex h-8 max-w-56 items-center justify-between gap-2 rounded border px-2.5 max-sm:h-11 max-sm:max-w-none max-sm:flex-1 ${chosen.length === 0 ? 'border-edge bg-raised' : 'border-accent bg-accent-soft font-medium text-accent'}`}
      >
        <span className="truncate">{shown}</span>
        <Icon name="chevron-down" className="text-muted" />
      </button>
      {isOpen && <FilterChecksMenu {...props} trigger={trigger} onClose={() => setOpen(false)} />}
    </>
  );
}
