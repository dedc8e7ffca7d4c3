import type { UnitMapping } from '#lib/import/unit-rows';
import { FilterSelect } from '@/components/data-table/filter-select';

type Props = { head: readonly string[]; mapping: UnitMapping; onChange: (mapping: UnitMapping) => void };

const fields = [
  { name: 'unit', label: 'Column of the unit', everything: 'First column' },
  { name: 'building', label: 'Column of the building', everything: 'No building column' },
  { name: 'door', label: 'Column of the door', everything: 'No door column' },
  { name: 'email', label: 'Column of who lives there, by email', everything: 'No column of residents' },
  { name: 'start', label: 'Column of the first day of the lease', everything: 'No column of first days' },
  { name: 'end', label: 'Column of the last day of the lease', everything: 'No column of last days' },
] as const;

/** Which column holds what; guessed from the head, to be looked over. */
export function ImportColumns({ head, mapping, onChange }: Props) {
  const options = head.map((name, index) => ({ value: String(index), label: name || `Column ${index + 1}` }));
  return (
    <fieldset className="grid gap-2 sm:grid-cols-3">
      <legend className="mb-1 font-medium">Columns</legend>
      {fields.map(({ name, label, everything }) => (
        <FilterSelect
          key={name}
          label={label}
          everything={everything}
          options={options}
          value={mapping[name] < 0 ? '' : String(mapping[name])}
          onChange={(value) =>
            onChange({ ...mapping, [name]: value === '' ? (name === 'unit' ? 0 : -1) : Number(value) })
          }
        />
      ))}
    </fieldset>
  );
}
