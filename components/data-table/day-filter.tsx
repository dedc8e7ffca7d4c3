import { useEffect, useId, useRef, useState } from 'react';
import { dateInvalid } from '#lib/messages/core-reasons';

type DayFilterProps = {
  label: string;
  /** `YYYY-MM-DD`, in UTC; empty = open. */
  value: string;
  onChange: (day: string) => void;
};

/** A year that is still being typed is one of the first centuries. */
const isTyped = (day: string): boolean => day >= '2000-01-01';

/** One end of a range of days: the browser's own picker, which keeps what is half typed. */
export function DayFilter({ label, value, onChange }: DayFilterProps) {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [isUnreadable, setUnreadable] = useState(false);
  useEffect(() => {
    // Back, or cleared filters, changed the address.
    if (box.current && document.activeElement !== box.current) box.current.value = value;
    setUnreadable(false);
  }, [value]);
  const look = isUnreadable
    ? 'border-stopped bg-raised'
    : value === ''
      ? 'border-edge bg-raised'
      : 'border-accent bg-accent-soft text-accent';
  return (
    <div className="grid gap-1 sm:max-w-none!">
      <div className={`flex h-8 items-center gap-1.5 rounded border pl-2 text-sm max-sm:h-11 ${look}`}>
        <label htmlFor={id} className={value === '' ? 'text-muted' : 'font-medium'}>
          {label}
        </label>
        <input
          ref={box}
          id={id}
          type="date"
          defaultValue={value}
          onChange={(event) => isTyped(event.target.value) && onChange(event.target.value)}
          onBlur={({ target }) => {
            setUnreadable(target.validity.badInput);
            if (target.value === '' && !target.validity.badInput && value !== '') onChange('');
          }}
          aria-invalid={isUnreadable || undefined}
          aria-describedby={isUnreadable ? `${id}-error` : undefined}
          className="h-full min-w-0 grow rounded bg-transparent pr-1.5"
        />
      </div>
      <p id={`${id}-error`} role="alert" className="text-sm text-stopped empty:hidden">
        {isUnreadable && dateInvalid.title}
      </p>
    </div>
  );
}
