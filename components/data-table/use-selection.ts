'use client';

import { useState } from 'react';

const nothing: ReadonlySet<string> = new Set();

export type RowChoice = {
  /** Everything that the filter finds is chosen, but for `marked`; else `marked` alone is. */
  isAll: boolean;
  marked: ReadonlySet<string>;
  has: (id: string) => boolean;
  set: (ids: readonly string[], isOn: boolean) => void;
  chooseAll: () => void;
  clear: () => void;
  /** Rows were chosen under another filter. They are let go of, and whoever chose them should be told. */
  wasDropped: boolean;
};

/** Chosen rows by id, kept while paging and sorting. Another filter means other rows: it clears the choice. */
export function useSelection(filterSearch: string): RowChoice {
  const none = { filterSearch, isAll: false, marked: nothing };
  const [kept, setKept] = useState(none);
  const isSame = kept.filterSearch === filterSearch;
  const { isAll, marked } = isSame ? kept : none;
  const set = (ids: readonly string[], isOn: boolean) => {
    const next = new Set(marked);
    for (const id of ids) {
      if (isOn === isAll) next.delete(id);
      else next.add(id);
    }
    setKept({ filterSearch, isAll, marked: next });
  };
  return {
    isAll,
    marked,
    has: (id) => marked.has(id) !== isAll,
    set,
    chooseAll: () => setKept({ filterSearch, isAll: true, marked: nothing }),
    clear: () => setKept(none),
    wasDropped: !isSame && (kept.isAll || kept.marked.size > 0),
  };
}
