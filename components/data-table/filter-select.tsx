import { Icon } from '@/components/ui/icon';

type FilterSelectProps<V extends string> = {
  label: string;
  /** What it says while nothing is filtered. */
  everything: string;
  options: readonly { value: V; label: string }[];
  /** Empty = everything. A value that is not among the options yet is kept. */
  value: V | '';
  onChange: (value: V | '') => void;
};

/** One filter of a list, beside its search; marked while it narrows. */
export function FilterSelect<V extends string>({ label, everything, options, value, onChange }: FilterSelectProps<V>) {
  const isKnown = value === '' || options.some((option) => option.value === value);
  return (
    <div className="relative max-sm:min-w-36 max-sm:flex-1 sm:max-w-56">
      <select
        aria-label={label}
        value={value}
        onChange={(event) => onChange(options.find((option) => option.value === event.target.value)?.value ?? '')}
        className={`h-8 w-full max-w-56 appearance-none truncate rounded border pr-8 pl-2.5 max-sm:h-11 max-sm:max-w-none ${value === '' ? 'border-edge bg-raised' : 'border-accent bg-accent-soft font-medium text-accent'}`}
      >
        <option value="">{everything}</option>
        {!isKnown && <option value={value}>{`One ${label.toLowerCase()}`}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon
        name="chevron-down"
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-muted"
      />
    </div>
  );
}
