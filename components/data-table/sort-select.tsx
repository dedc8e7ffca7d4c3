import { Icon } from '@/components/ui/icon';
import { type Columns, columnOption, type TableRow } from './columns.ts';

type Props<T extends TableRow> = {
  columns: Columns<T>;
  /** What the list can be sorted by, of all that its columns name. */
  accepts: (sort: string) => boolean;
  sort: string;
  onSort: (sort: string) => void;
};

/** The order of a list on a phone, where its cards have no head to press. */
export function SortSelect<T extends TableRow>({ columns, accepts, sort, onSort }: Props<T>) {
  const options = columns.flatMap((column) => {
    const key = column.meta?.sortKey;
    const { name } = columnOption(column);
    const both = [
      { value: `${key}`, label: `${name} ↑` },
      { value: `-${key}`, label: `${name} ↓` },
    ];
    return key === undefined ? [] : both.filter(({ value }) => accepts(value));
  });
  if (options.length < 2) return null;
  return (
    <div className="relative size-11 shrink-0 text-muted sm:hidden">
      <select
        aria-label="Sort by"
        value={sort}
        onChange={(event) => onSort(event.target.value)}
        className="size-full appearance-none rounded bg-transparent text-transparent"
      >
        {options.map(({ value, label }) => (
          <option key={value} value={value} className="bg-raised text-ink">
            {label}
          </option>
        ))}
      </select>
      <Icon name="sort" className="pointer-events-none absolute inset-0 m-auto" />
    </div>
  );
}
