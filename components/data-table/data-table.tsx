'use client';

import { type ReactNode, useRef } from 'react';
import { isUnread, type Page } from '#lib/page';
import { withFixed } from '#lib/queries/list';
import type { ExportListName } from '#lib/schemas/export';
import type { ViewList } from '#lib/schemas/view';
import { searchString } from '#lib/search-params';
import { Unread } from '@/components/sync/unread';
import { onDemand } from '@/components/ui/on-demand';
import { SearchField } from '@/components/ui/search-field';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Toolbar } from '@/components/ui/toolbar';
import type { Columns, TableRow } from './columns.ts';
import { ColumnsButton } from './columns-button.tsx';
import { DensityToggle } from './density-toggle.tsx';
import { ExportIcon } from './export-icon.tsx';
import { IgnoredParams } from './ignored-params.tsx';
import { InsteadOfRows } from './instead-of-rows.tsx';
import { countText, ListCount, type Noun } from './list-count.tsx';
import { ListFoot } from './list-foot.tsx';
import { ListSelection, type SelectionActions } from './list-selection.tsx';
import { RowGrid } from './row-grid.tsx';
import { SortSelect } from './sort-select.tsx';
import { useColumns } from './use-columns.ts';
import { type ListQuery, useList } from './use-list.ts';
import { useListActions } from './use-list-actions.tsx';
import type { ListParams, ListSearch } from './use-list-search.ts';
import { ViewsButton } from './views-button.tsx';

const SimilarRows = onDemand(() => import('./similar-rows.tsx'));

export type DataTableProps<T extends TableRow, V extends ListParams> = {
  /** What the rows are; names the grid, the count and the empty state. */
  noun: Noun;
  /** Left out where a list cannot be searched. */
  searchLabel?: string;
  columns: Columns<T>;
  query: ListQuery<T, V>;
  /** Where a row leads, and what a reader calls it. */
  row: { href: (row: T) => string; name: (row: T) => string };
  /** Makes rows selectable; `actions` gives what can be done with those chosen. */
  selection?: SelectionActions | undefined;
  /** The name under which whoever may export gets a file of it; rows are then selectable too. */
  exportAs?: ExportListName;
  /** A file without rows says something as well. */
  exportsEmpty?: boolean;
  /** The name under which its columns and views are kept for the viewer; without it, it has neither. */
  keptAs?: ViewList;
  /** What to search for instead of opening a row that is only similar, where several rows bear its name. */
  similarTerm?: (row: T) => string;
  /** Small buttons at the row's end, shown on hover and focus. Give them `tabIndex={-1}`: arrows reach them. */
  rowActions?: (row: T) => ReactNode;
  /** Controls beside the search; they change the address through `state.filter`. */
  filters?: (state: ListSearch<V>) => ReactNode;
  /** Said instead of rows when there is nothing at all, filters apart. */
  empty: ReactNode;
  /** Said under the rows instead of when OpenKit was read, for lists that do not come from it; or of the page shown. */
  note?: ReactNode | ((page: Page<T>) => ReactNode);
};

/** The one table: first rows in the HTML, later pages from its GET handler, all state in the address. */
export function DataTable<T extends TableRow, V extends ListParams>(props: DataTableProps<T, V>) {
  const { noun, query } = props;
  const frame = useRef<HTMLDivElement>(null);
  const { state, choice, page, count, isSettled, isPart, isStale } = useList(query);
  const search = withFixed(query.source, state.orderedSearch);
  const columns = useColumns(props.columns, props.keptAs);
  const { selection, exportAs } = useListActions(props.selection, props.exportAs, columns.ids);
  const problems = [...state.problems, ...columns.problems];
  const items = page.data?.items ?? [];
  const { similarTerm } = props;
  const searchFor = (q: string) => searchString(query.shape, { ...state.values, q, cursor: '' });
  const similar = similarTerm ? { href: (row: T) => searchFor(similarTerm(row)), name: similarTerm } : props.row;
  // A list kept here is complete whether OpenKit was read or not.
  const empty = props.note === undefined && page.data && isUnread(page.data) ? <Unread /> : props.empty;
  const turnTo = (cursor: string) => {
    // The rows shown, and their cursors, are about to be replaced.
    if (isStale) return;
    state.turnTo(cursor);
    frame.current?.scrollIntoView({ block: 'start' });
  };

  return (
    <div ref={frame} className="scroll-mt-4">
      <div className="flex flex-wrap items-center gap-2 py-3">
        {props.searchLabel && <SearchField label={props.searchLabel} value={state.values.q} onSearch={state.type} />}
        {props.filters?.(state)}
        <div className="grow max-sm:hidden" />
        <ListCount count={count} shown={items.length} isPart={isPart} isSettled={isSettled} noun={noun} />
        <Toolbar label={`Tools for ${noun.many}`}>
          <SortSelect
            columns={props.columns}
            accepts={query.shape.sort.accepts}
            sort={state.values.sort}
            onSort={state.sortBy}
          />
          {exportAs && (items.length > 0 || props.exportsEmpty) && (
            <ExportIcon
              what={count ? countText(count, 0, false, noun) : noun.many}
              input={{ selection: { kind: 'filter', list: exportAs, search, excludedIds: [] }, columns: columns.ids }}
            />
          )}
          {props.keptAs && (
            <>
              <ViewsButton
                list={props.keptAs}
                noun={noun}
                shown={{ search: state.orderedSearch, columns: columns.ids }}
              />
              <ColumnsButton all={props.columns} columns={columns} />
            </>
          )}
          <DensityToggle />
        </Toolbar>
      </div>
      <IgnoredParams names={problems} />
      {page.isPending && <SkeletonRows count={12} />}
      <InsteadOfRows page={page} state={state} noun={noun} empty={empty} />
      {items.length > 0 && (
        <div className="@container">
          <RowGrid
            label={noun.many}
            columns={columns.shown}
            items={items}
            rowCount={count?.isExact ? count.count + 1 : -1}
            isStale={isStale}
            sort={state.values.sort}
            onSort={state.sortBy}
            row={props.row}
            selection={selection ? choice : null}
            rowActions={props.rowActions}
          />
        </div>
      )}
      {page.data?.similar && (
        <SimilarRows
          links={page.data.similar.map((row) => ({ id: row.id, href: similar.href(row), name: similar.name(row) }))}
        />
      )}
      {page.data?.similarNames && (
        <SimilarRows links={page.data.similarNames.map((name) => ({ id: name, href: searchFor(name), name }))} />
      )}
      {selection && (
        <ListSelection
          {...selection}
          choice={choice}
          search={search}
          isFiltered={state.isFiltered}
          total={count}
          noun={noun}
        />
      )}
      {page.data && (
        <ListFoot
          page={page.data}
          note={typeof props.note === 'function' ? props.note(page.data) : props.note}
          onTurn={turnTo}
        />
      )}
    </div>
  );
}
