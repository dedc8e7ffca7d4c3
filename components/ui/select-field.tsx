import { type ComponentProps, useId } from 'react';
import { controlStyle, describedBy, Field, type FieldTexts } from './field.tsx';
import { Icon } from './icon.tsx';

export type Option = { value: string; label: string };

/** One of a few known values: the browser's own select, which every phone and reader knows how to open. */
export function SelectField({
  label,
  hint,
  error,
  isOptional,
  options,
  id,
  ...select
}: FieldTexts & { isOptional?: boolean; options: readonly Option[] } & ComponentProps<'select'>) {
  const ownId = useId();
  const fieldId = id ?? ownId;
  return (
    <Field id={fieldId} label={label} hint={hint} error={error} isOptional={isOptional}>
      <div className="relative">
        <select
          id={fieldId}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(fieldId, { hint, error })}
          className={`${controlStyle} appearance-none pr-8`}
          {...select}
        >
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
    </Field>
  );
}
