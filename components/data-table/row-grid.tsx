'use client';

import { useTable } from '@tanstack/react-table';
import { useRouter } from 'next/navigation';
import { type ReactNode, useDeferredValue, useRef, useState, useTransition } from 'react';
import { type Columns, features, type TableRow } from './columns.ts';
import { TableHead } from './table-head.tsx';
import { TableRow as Row } from './table-row.tsx';
import { rememberRow, useReturningFocus } from './use-returning-focus.ts';
import { useRowKeys } from './use-row-keys.ts';
import type { RowChoice } from './use-selection.ts';

type RowGridProps<T extends TableRow> = {
  label: string;
  columns: Columns<T>;
  items: T[];
  /** Rows in the whole list; -1 = not known. */
  rowCount: number;
  isStale: boolean;
  sort: string;
  onSort: (sort: string) => void;
  row: { href: (row: T) => string; name: (row: T) => string };
  selection: RowChoice | null;
  rowActions?: ((row: T) => ReactNode) | undefined;
};

/**
 * So many rows of another page are drawn at once, a screen full; those below follow when the browser has shown them.
 */
const rowsAtOnce = 20;

/** The rows of one page as a grid with a single tab stop. */
export function RowGrid<T extends TableRow>(props: RowGridProps<T>) {
  const { columns, items, selection, isStale, row: rowProps, rowActions } = props;
  const router = useRouter();
  const [lastChosen, setLastChosen] = useState<string | null>(null);
  const [isLeaving, startLeaving] = useTransition();
  const [opened, setOpened] = useState<string | null>(null);
  const table = useTable({
    features,
    columns,
    data: items,
    getRowId: (row) => row.id,
  });
  const { rows } = table.getRowModel();
  const firstId = items[0]?.id;
  const late = useDeferredValue(firstId) === firstId ? 0 : Math.max(0, rows.length - rowsAtOnce);

  const open = (index: number) => {
    const target = items[index];
    if (!target) return;
    const href = rowProps.href(target);
    // A panel over this page: the router would keep the browser's own event from whoever shows it.
    if (href.startsWith('#')) window.location.hash = href;
    else {
      setOpened(target.id);
      startLeaving(() => router.push(href));
    }
  };
  const choose = (index: number, from: number | null) => {
    const id = items[index]?.id;
    if (!selection || id === undefined) return;
    const range = items.slice(Math.min(from ?? index, index), Math.max(from ?? index, index) + 1).map((row) => row.id);
    selection.set(range, from !== null || !selection.has(id));
    if (from === null) setLastChosen(id);
  };
  /** Where a press with Shift begins: what was chosen by itself last, as long as it is in sight and still chosen. */
  const anchor = items.findIndex(({ id }) => id === lastChosen && selection?.has(id));
  const grid = useRef<HTMLTableElement>(null);
  useReturningFocus(grid);
  const keys = useRowKeys({ rowCount: rows.length, open, choose });

  return (
    <table
      ref={grid}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose rows take focus.
      role="grid"
      aria-label={props.label}
      aria-busy={isStale}
      aria-rowcount={props.rowCount}
      aria-multiselectable={selection ? true : undefined}
      onKeyDown={keys.onKeyDown}
      className="w-full table-fixed border-collapse text-sm max-sm:block"
    >
      <TableHead
        table={table}
        sort={props.sort}
        onSort={props.onSort}
        choice={selection && pageChoice(items, selection)}
        hasActions={rowActions !== undefined}
      />
      <tbody className={`max-sm:block ${isStale ? 'opacity-60 transition-opacity delay-150 duration-100' : ''}`}>
        {rows.slice(0, rows.length - late).map((row, index) => (
          <Row
            key={row.id}
            row={row}
            rowIndex={index + 2}
            isActive={index === keys.active}
            onActivate={() => {
              keys.setActive(index);
              rememberRow(row.id);
            }}
            href={rowProps.href(row.original)}
            isOpening={isLeaving && row.id === opened}
            onOpen={() => open(index)}
            choice={
              selection && {
                name: rowProps.name(row.original),
                isOn: selection.has(row.id),
                choose: (extend) => choose(index, extend && anchor >= 0 ? anchor : null),
              }
            }
            actions={rowActions?.(row.original)}
          />
        ))}
        {late > 0 && (
          <tr
            aria-hidden
            style={{ height: `calc(var(--row-height) * ${late})` }}
            className="max-sm:block max-sm:[--row-height:4.5rem]"
          />
        )}
      </tbody>
    </table>
  );
}

/** How much of this page is chosen, and the press that chooses all or none of it. */
function pageChoice(items: { id: string }[], selection: RowChoice) {
  const ids = items.map((row) => row.id);
  const chosen = ids.filter(selection.has).length;
  const isAll = chosen === ids.length;
  return { isAll, isSome: chosen > 0 && !isAll, toggle: () => selection.set(ids, !isAll) };
}
