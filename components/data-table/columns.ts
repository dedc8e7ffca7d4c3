import { type ColumnDef, createColumnHelper, metaHelper, type RowData, tableFeatures } from '@tanstack/react-table';

/** How a column looks, beside what TanStack knows of it. */
export type ColumnLook = {
  /**
   * Where the value goes when the row is a card on a phone; without it, it is left out there. Each `more` is a line of
   * its own.
   */
  card?: 'title' | 'status' | 'fact' | 'more';
  /** A width class for the head (`w-1/4`). Leave one column without, so that it takes what is left. */
  width?: string;
  /** Shown only in lists from 704, 896 or 1088 px on: the menu and a column of facts take their part of a window. */
  from?: 'md' | 'lg' | 'xl';
  align?: 'right';
  /** The value of the `sort` parameter; `-` in front of it turns the order round. Without it the column cannot sort. */
  sortKey?: string;
  /** Shown to whoever chose it, and to nobody else. */
  isExtra?: boolean;
};

export const features = tableFeatures({ columnMeta: metaHelper<ColumnLook>() });

export type TableRow = RowData & { id: string };
export type Columns<T extends TableRow> = ColumnDef<typeof features, T>[];

/** The column helper for rows of type `T`. Call at module scope: columns must not be made anew in each render. */
export const columnsFor = <T extends TableRow>() => createColumnHelper<typeof features, T>();

const hidden = {
  md: 'sm:@max-[44rem]:hidden',
  lg: 'sm:@max-[56rem]:hidden',
  xl: 'sm:@max-[68rem]:hidden',
} as const;

/** Classes that head and cells of a column share. */
export const lookStyle = (look: ColumnLook | undefined): string =>
  `${look?.align === 'right' ? 'text-right' : ''} ${look?.from ? hidden[look.from] : ''}`;

/** The column that names the row: nobody can do without it. */
export const isFixed = <T extends TableRow>(column: Columns<T>[number]): boolean => column.meta?.card === 'title';

export type ColumnOption = { id: string; name: string; isFixed: boolean };

/** A column as the choice of columns offers it. */
export const columnOption = <T extends TableRow>(column: Columns<T>[number]): ColumnOption => ({
  id: columnId(column),
  name: typeof column.header === 'string' ? column.header : columnId(column),
  isFixed: isFixed(column),
});

/** The name of a column in addresses, preferences and exports. */
export const columnId = <T extends TableRow>(column: Columns<T>[number]): string =>
  column.id ?? ('accessorKey' in column ? String(column.accessorKey) : '');
