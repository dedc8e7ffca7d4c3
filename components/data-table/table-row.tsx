// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a grid; said on each element because cards change `display`.
// biome-ignore-all lint/a11y/noRedundantRoles: the same.
// biome-ignore-all lint/a11y/useFocusableInteractive: the rows take the focus, one at a time, not their cells.
import { FlexRender, type Row } from '@tanstack/react-table';
import type { MouseEvent as Press, ReactNode } from 'react';
import { type ColumnLook, type features, lookStyle, type TableRow as RowWithId } from './columns.ts';

type RowProps<T extends RowWithId> = {
  row: Row<typeof features, T>;
  /** Position in the grid, counted from 1, the head row included. */
  rowIndex: number;
  isActive: boolean;
  onActivate: () => void;
  /** Where it leads. */
  href: string;
  /** That page is on its way. */
  isOpening: boolean;
  onOpen: () => void;
  choice: { name: string; isOn: boolean; choose: (extend: boolean) => void } | null;
  actions?: ReactNode;
};

const places: Record<NonNullable<ColumnLook['card']>, string> = {
  title: 'max-sm:col-start-2 max-sm:row-start-1',
  status: 'max-sm:col-start-3 max-sm:row-start-1 max-sm:justify-self-end',
  fact: 'max-sm:col-start-2 max-sm:row-start-2 max-sm:text-muted',
  more: 'max-sm:col-start-2 max-sm:col-end-4 max-sm:text-muted',
};

const cell = 'px-3 truncate max-sm:block max-sm:p-0';

/** On a card, more than one action would leave no room for what they are about: they get a line of their own. */
const several =
  'max-sm:has-[button+button]:col-span-2 max-sm:has-[button+button]:col-start-2 max-sm:has-[button+button]:row-auto ' +
  'max-sm:has-[button+button]:m-0 max-sm:has-[button+button]:*:ml-0 max-sm:has-[button+button]:pt-1.5';

/** One row; under 640 px a card made of the same elements. */
export function TableRow<T extends RowWithId>({
  row,
  rowIndex,
  isActive,
  onActivate,
  href,
  isOpening,
  onOpen,
  choice,
  actions,
}: RowProps<T>) {
  const hasStatus = row.getAllCells().some((each) => each.column.columnDef.meta?.card === 'status');
  const placeOf = (look: ColumnLook | undefined) => {
    if (!look?.card) return 'max-sm:hidden';
    return look.card === 'fact' && !actions ? `${places.fact} max-sm:col-end-4` : places[look.card];
  };
  const openUnlessPressed = (event: Press<HTMLElement>) => {
    const onControl = event.target instanceof Element && event.target.closest('a, button, input') !== null;
    if (!onControl && !window.getSelection()?.toString()) onOpen();
  };
  /** A link to where the row leads opens the row, which shows while its page is on its way. */
  const openByLink = (event: Press<HTMLElement>) => {
    const link = event.target instanceof Element && event.target.closest('a');
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || link.getAttribute('href') !== href) return;
    event.preventDefault();
    onOpen();
  };
  return (
    <tr
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={choice?.isOn}
      data-row={row.index}
      data-key={row.id}
      tabIndex={isActive ? 0 : -1}
      onFocus={onActivate}
      aria-busy={isOpening || undefined}
      onClickCapture={openByLink}
      onClick={openUnlessPressed}
      className="group h-(--row-height) scroll-mt-24 scroll-mb-20 cursor-default border-b border-line -outline-offset-2 hover:bg-sunken aria-selected:bg-accent-soft aria-busy:shadow-[inset_0_-2px_var(--accent)] aria-busy:transition-shadow aria-busy:delay-150 aria-busy:duration-100 max-sm:grid max-sm:h-auto max-sm:min-h-16 max-sm:grid-cols-[auto_1fr_auto] max-sm:content-center max-sm:items-center max-sm:gap-x-2 max-sm:gap-y-0.5 max-sm:px-1 max-sm:py-2.5"
    >
      {choice && (
        <td role="gridcell" className={`${cell} max-sm:col-start-1 max-sm:row-span-2`}>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={`Select ${choice.name}`}
            checked={choice.isOn}
            onChange={(event) => choice.choose(event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
            className="block size-4 accent-accent max-sm:size-6"
          />
        </td>
      )}
      {row.getAllCells().map((each) => {
        const look = each.column.columnDef.meta;
        return (
          <td key={each.id} role="gridcell" className={`${cell} sm:py-1 ${placeOf(look)} ${lookStyle(look)}`}>
            <FlexRender cell={each} />
          </td>
        );
      })}
      {actions && (
        <td
          role="gridcell"
          className={`${cell} ${several} *:ml-auto max-sm:col-start-3 ${hasStatus ? 'max-sm:row-start-2 max-sm:-my-2 max-sm:-mr-3' : 'max-sm:row-start-1 max-sm:row-span-2'} sm:opacity-0 sm:group-focus-within:opacity-100 sm:group-hover:opacity-100 sm:group-focus:opacity-100`}
        >
          {actions}
        </td>
      )}
    </tr>
  );
}
