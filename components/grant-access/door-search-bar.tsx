import { useQuery } from '@tanstack/react-query';
import { buildingOptions } from '#lib/queries/buildings';
import { FilterSelect } from '@/components/data-table/filter-select';
import { controlStyle } from '@/components/ui/field';
import { Icon } from '@/components/ui/icon';

type Props = {
  typed: string;
  onType: (text: string) => void;
  buildingId: string;
  onBuilding: (buildingId: string) => void;
  isInvalid: boolean;
  describedBy: string | undefined;
};

/** Search and building, side by side; Enter in the search sends nothing. */
export function DoorSearchBar({ typed, onType, buildingId, onBuilding, isInvalid, describedBy }: Props) {
  const buildings = useQuery(buildingOptions());
  const options = (buildings.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="flex flex-wrap gap-2">
      <div className="relative min-w-0 grow basis-48">
        <Icon name="search" className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-muted" />
        <input
          type="search"
          aria-label="Search doors"
          placeholder="Search doors"
          value={typed}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          aria-invalid={isInvalid || undefined}
          aria-describedby={describedBy}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          className={`${controlStyle} pl-8`}
        />
      </div>
      {options.length > 1 && (
        <FilterSelect
          label="Building"
          everything="All buildings"
          options={options}
          value={buildingId}
          onChange={onBuilding}
        />
      )}
    </div>
  );
}
