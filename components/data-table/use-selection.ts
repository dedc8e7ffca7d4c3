'use client';

import type { RowSelectionState } from '@tanstack/react-table';
import { useState } from 'react';

const nothing: RowSelectionState = {};

export type Selection = {
  /** For TanStack: chosen ids, each true. */
  rows: RowSelectionState;
  ids: string[];
  set: (ids: readonly string[], isOn: boolean) => void;
  clear: () => void;
};

/** Chosen rows by id, kept while paging and sorting. Another filter means other rows: it clears the choice. */
export function useSelection(filterSearch: string): Selection {
  const [choice, setChoice] = useState({ filterSearch, rows: nothing });
  const rows = choice.filterSearch === filterSearch ? choice.rows : nothing;
  const set = (ids: readonly string[], isOn: boolean) => {
    const next = { ...rows };
    for (const id of ids) {
      if (isOn) next[id] = true;
      else delete next[id];
    }
    setChoice({ filterSearch, rows: next });
  };
  return { rows, ids: Object.keys(rows), set, clear: () => setChoice({ filterSearch, rows: nothing }) };
}
