import { FilterSelect } from '@/components/data-table/filter-select';

/** One door, where the address names one: the page of the door leads here. Doors are too many to choose from. */
export function DoorFilter({ value, onChange }: { value: string; onChange: (door: string) => void }) {
  if (value === '') return null;
  return <FilterSelect label="Door" everything="Any door" options={[]} value={value} onChange={onChange} />;
}
