'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { statedColumns, withColumns, withoutColumns } from '#lib/list-columns';
import type { ViewList } from '#lib/schemas/view';
import { usePreferences } from '@/components/viewer/preferences';
import { type Columns, columnId, isFixed, type TableRow } from './columns.ts';

export type ListColumns<T extends TableRow> = {
  /** In the order of the page. */
  shown: Columns<T>;
  ids: string[];
  /** Shows these, beside the one that is always there. */
  choose: (ids: string[]) => void;
  /** Shows what the page itself would; undefined = it does. */
  reset: (() => void) | undefined;
  /** Columns that the address asks for and the list does not have. */
  problems: string[];
};

/**
 * Which of its columns a list shows: those its address asks for, else those the viewer chose, else the usual ones. A
 * choice goes where the last one stands: into the address, or to whatever is kept for the viewer under `keptAs`.
 */
export function useColumns<T extends TableRow>(all: Columns<T>, keptAs: ViewList | undefined): ListColumns<T> {
  const pathname = usePathname();
  const stated = statedColumns(useSearchParams());
  const { columns: kept, keep } = usePreferences();
  const known = new Set(all.map(columnId));
  const usual = all.filter((column) => !column.meta?.isExtra);
  const asked = keptAs && (stated ?? kept[keptAs])?.filter((id) => known.has(id));
  const shown = asked && asked.length > 0 ? all.filter((one) => isFixed(one) || asked.includes(columnId(one))) : usual;
  const isUsual = shown.length === usual.length && shown.every((column) => usual.includes(column));

  const address = (ids: string[] | null) => {
    const rest = withoutColumns(new URLSearchParams(window.location.search));
    const search = rest.size === 0 ? '' : `?${rest}`;
    window.history.replaceState(null, '', pathname + withColumns(search, ids));
  };
  return {
    shown,
    ids: shown.map(columnId),
    choose: (ids) => {
      if (stated) address(ids);
      else if (keptAs) keep({ name: 'columns', list: keptAs, value: ids });
    },
    reset:
      isUsual || !keptAs
        ? undefined
        : () => {
            if (stated) address(null);
            if (kept[keptAs]) keep({ name: 'columns', list: keptAs, value: null });
          },
    problems: keptAs
      ? (stated ?? []).filter((id) => !known.has(id)).map((id) => `columns (${id})`)
      : stated
        ? ['columns']
        : [],
  };
}
