import { FlexRender, type ReactTable } from '@tanstack/react-table';
import { Icon } from '@/components/ui/icon';
import { type features, lookStyle, type TableRow } from './columns.ts';

type HeadProps<T extends TableRow> = {
  table: ReactTable<typeof features, T>;
  sort: string;
  onSort: (sort: string) => void;
  choice: { isAll: boolean; isSome: boolean; toggle: () => void } | null;
  hasActions: boolean;
};

const cell = 'h-9 px-3 text-left text-xs font-medium text-muted';

/**
 * The head row, which stays at the top of the window. Sorting is a button in the head, so that keys reach it. On a
 * phone only readers are told of it, and nothing in it takes the focus: `SortSelect` sorts there.
 */
export function TableHead<T extends TableRow>({ table, sort, onSort, choice, hasActions }: HeadProps<T>) {
  return (
    <thead className="sticky top-(--banner-height) z-10 bg-paper max-sm:sr-only">
      {table.getHeaderGroups().map((group) => (
        <tr key={group.id} aria-rowindex={1} className="shadow-[inset_0_-1px_var(--line)]">
          {choice && (
            <th scope="col" className={`${cell} w-9`}>
              <input
                type="checkbox"
                tabIndex={-1}
                aria-label="Select this page"
                checked={choice.isAll}
                ref={(box) => {
                  if (box) box.indeterminate = choice.isSome;
                }}
                onChange={choice.toggle}
                className="block size-4 accent-accent max-sm:hidden"
              />
            </th>
          )}
          {group.headers.map((header) => {
            const look = header.column.columnDef.meta;
            const order = look?.sortKey === undefined ? undefined : orderOf(sort, look.sortKey);
            return (
              <th
                key={header.id}
                scope="col"
                aria-sort={order}
                className={`${cell} ${look?.width ?? ''} ${lookStyle(look)}`}
              >
                {look?.sortKey === undefined ? (
                  <FlexRender header={header} />
                ) : (
                  <>
                    <span className="sm:hidden">
                      <FlexRender header={header} />
                    </span>
                    <button
                      type="button"
                      onClick={() => onSort(sort === look.sortKey ? `-${look.sortKey}` : (look.sortKey ?? ''))}
                      className="-mx-1 inline-flex h-6 items-center gap-1 rounded px-1 whitespace-nowrap hover:text-ink max-sm:hidden"
                    >
                      <FlexRender header={header} />
                      {order !== 'none' && (
                        <Icon name="chevron-down" className={order === 'ascending' ? 'rotate-180' : ''} />
                      )}
                    </button>
                  </>
                )}
              </th>
            );
          })}
          {hasActions && (
            <th scope="col" className={`${cell} w-24`}>
              <span className="sr-only">Actions</span>
            </th>
          )}
        </tr>
      ))}
    </thead>
  );
}

function orderOf(sort: string, key: string): 'ascending' | 'descending' | 'none' {
  if (sort === key) return 'ascending';
  return sort === `-${key}` ? 'descending' : 'none';
}
