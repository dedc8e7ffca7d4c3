import type { ScopeOptions } from '#lib/schemas/staff';
import { Checkbox } from '@/components/ui/checkbox';
import { type FieldError, FieldNotes } from '@/components/ui/field';
import { RadioGroup } from '@/components/ui/radio-group';
import { DoorPicker } from './door-picker.tsx';
import type { StaffForm } from './staff-form.ts';

type Props = {
  form: StaffForm;
  options: ScopeOptions;
  error: FieldError;
  onChange: (part: Partial<StaffForm>) => void;
};

const ways = [
  { value: 'places', label: 'Portfolios and buildings' },
  { value: 'doors', label: 'Single doors only' },
];

/** Where the role holds: whole portfolios, single buildings, or for auditors single doors. */
export function StaffPlaces({ form, options, error, onChange }: Props) {
  const isByDoor = form.role === 'auditor' && form.isByDoor;
  return (
    <div className="grid gap-3">
      {form.role === 'auditor' && (
        <RadioGroup
          label="What they may look at"
          name="way"
          options={ways}
          value={isByDoor ? 'doors' : 'places'}
          onChange={(event) => onChange({ isByDoor: event.target.value === 'doors' })}
        />
      )}
      {isByDoor ? (
        <DoorPicker chosen={form.doors} onChange={(doors) => onChange({ doors })} />
      ) : (
        <PlaceList form={form} options={options} onChange={onChange} />
      )}
      <FieldNotes id="staff-places" error={error} />
    </div>
  );
}

/** Portfolios with their buildings under them; a whole portfolio includes buildings that join it later. */
function PlaceList({ form, options, onChange }: Omit<Props, 'error'>) {
  const toggled = (ids: string[], id: string) => (ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]);
  const building = ({ id, name, portfolioId }: ScopeOptions['buildings'][number]) => {
    const isIncluded = portfolioId !== null && form.portfolioIds.includes(portfolioId);
    return (
      <Checkbox
        key={id}
        label={<bdi className="wrap-anywhere">{name}</bdi>}
        checked={isIncluded || form.buildingIds.includes(id)}
        disabled={isIncluded}
        onChange={() => onChange({ buildingIds: toggled(form.buildingIds, id) })}
      />
    );
  };
  const held = new Set(options.portfolios.map(({ id }) => id));
  const loose = options.buildings.filter(({ portfolioId }) => portfolioId === null || !held.has(portfolioId));
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-medium">Where</legend>
      <div className="grid max-h-72 gap-3 overflow-y-auto rounded border border-edge p-3">
        {options.portfolios.map(({ id, name }) => (
          <div key={id} className="grid gap-1">
            <Checkbox
              label={
                <span className="font-medium">
                  <bdi className="wrap-anywhere">{name}</bdi> <span className="font-normal text-muted">as a whole</span>
                </span>
              }
              checked={form.portfolioIds.includes(id)}
              onChange={() => onChange({ portfolioIds: toggled(form.portfolioIds, id) })}
            />
            <div className="grid gap-1 pl-6.5">
              {options.buildings.filter(({ portfolioId }) => portfolioId === id).map(building)}
            </div>
          </div>
        ))}
        {loose.map(building)}
        {options.portfolios.length + loose.length === 0 && (
          <p className="text-muted">No buildings are known yet. They appear once OpenKit has been read.</p>
        )}
      </div>
    </fieldset>
  );
}
