import { type ComponentProps, type ReactNode, useId } from 'react';
import { describedBy, FieldNotes, type FieldTexts } from './field.tsx';

export type RadioOption = { value: string; label: ReactNode; detail?: ReactNode };

/** One of two to five choices that deserve a sentence each. Native radios: arrows move, the form sends `name`. */
export function RadioGroup({
  label,
  hint,
  error,
  options,
  ...radio
}: FieldTexts & { options: readonly RadioOption[] } & Omit<ComponentProps<'input'>, 'value' | 'type'> & {
    value?: string;
  }) {
  const id = useId();
  const { value, defaultValue, ...shared } = radio;
  return (
    <fieldset aria-describedby={describedBy(id, { hint, error })} className="grid gap-1">
      <legend className="mb-1 font-medium">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="flex min-h-6 items-start gap-2.5 rounded py-0.5 max-sm:min-h-11 max-sm:items-center"
        >
          <input
            {...shared}
            type="radio"
            value={option.value}
            {...(value === undefined
              ? { defaultChecked: option.value === defaultValue }
              : { checked: option.value === value })}
            className="mt-0.5 size-4 shrink-0 accent-accent max-sm:size-5"
          />
          <span>
            {option.label}
            {option.detail && <span className="block text-sm text-muted">{option.detail}</span>}
          </span>
        </label>
      ))}
      <FieldNotes id={id} hint={hint} error={error} />
    </fieldset>
  );
}
