'use client';

import { useState } from 'react';
import { joined, partsOf } from '#lib/search-params';
import { ChecksPanel, type ChecksPanelProps } from './checks-panel.tsx';
import type { FilterChecksProps } from './filter-checks.tsx';

type Props = Pick<FilterChecksProps, 'label' | 'names' | 'value' | 'onChange'> &
  Pick<ChecksPanelProps, 'trigger' | 'onClose'>;

/** A box to tick for each thing that may hold. */
export default function FilterChecksMenu({ label, names, value, onChange, trigger, onClose }: Props) {
  // A box is ticked when it is pressed; the address follows when its rows are there.
  const [ids, setIds] = useState(() => partsOf(Object.keys(names), value));
  const choose = (next: string[]) => {
    setIds(next);
    onChange(joined(next));
  };
  return (
    <ChecksPanel
      label={label}
      options={Object.entries(names).map(([id, name]) => ({ id, name }))}
      ids={ids}
      onChoose={choose}
      placement="bottom start"
      trigger={trigger}
      onClose={onClose}
    >
      <p className="text-sm text-muted">Rows must match everything that is ticked.</p>
    </ChecksPanel>
  );
}
