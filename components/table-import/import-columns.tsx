import { FilterSelect } from '@/components/data-table/filter-select';

/** A column that a table may have; `everything` = what is said while none is chosen. */
export type ImportColumn<Mapping> = { name: keyof Mapping & string; label: string; everything: string };

type Props<Mapping> = {
  /** The first of them every table has: it is its first column until another is chosen. */
  columns: readonly ImportColumn<Mapping>[];
  head: readonly string[];
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
};

/** Which column holds what; guessed from the head, to be looked over. */
export function ImportColumns<Mapping extends Record<keyof Mapping, number>>(props: Props<Mapping>) {
  const { columns, head, mapping, onChange } = props;
  const options = head.map((name, index) => ({ value: String(index), label: name || `Column ${index + 1}` }));
  return (
    <fieldset className="grid gap-2 sm:grid-cols-3">
      <legend className="mb-1 font-medium">Columns</legend>
      {columns.map(({ name, label, everything }, index) => (
        <FilterSelect
          key={name}
          label={label}
          everything={everything}
          options={options}
          value={mapping[name] < 0 ? '' : String(mapping[name])}
          onChange={(value) => onChange({ ...mapping, [name]: value === '' ? (index === 0 ? 0 : -1) : Number(value) })}
        />
      ))}
    </fieldset>
  );
}
