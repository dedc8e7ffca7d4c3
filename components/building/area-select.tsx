import type { ReactNode } from 'react';
import { Icon } from '@/components/ui/icon';

type Props = {
  label: 'Portfolio' | 'Building';
  everything: string;
  /** Empty = everything. */
  value: string;
  onChange: (value: string) => void;
  /** False for a value that is none of the options: something this person may not see. */
  isKnown: boolean;
  children: ReactNode;
};

/** One half of the switcher; marked while it narrows, so that nobody takes a part for the whole. */
export function AreaSelect({ label, everything, value, onChange, isKnown, children }: Props) {
  const look =
    value === '' ? 'border-line bg-raised hover:border-edge' : 'border-accent bg-accent-soft font-medium text-accent';
  return (
    <div className="relative min-w-0">
      <select
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={`h-8 w-full appearance-none truncate rounded border pr-8 pl-2.5 max-md:h-11 ${look}`}
      >
        <option value="">{everything}</option>
        {!isKnown && <option value={value}>{`Unknown ${label.toLowerCase()}`}</option>}
        {children}
      </select>
      <Icon
        name="chevron-down"
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-muted"
      />
    </div>
  );
}
