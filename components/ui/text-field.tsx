import { type ComponentProps, useId } from 'react';
import { controlStyle, describedBy, Field, type FieldTexts } from './field.tsx';

/** One line of text. Takes every input attribute, so `{...register('email')}` of react-hook-form fits as it is. */
export function TextField({
  label,
  hint,
  error,
  isOptional,
  id,
  className = '',
  ...input
}: FieldTexts & { isOptional?: boolean } & ComponentProps<'input'>) {
  const ownId = useId();
  const fieldId = id ?? ownId;
  return (
    <Field id={fieldId} label={label} hint={hint} error={error} isOptional={isOptional}>
      <input
        type="text"
        id={fieldId}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(fieldId, { hint, error })}
        className={`${controlStyle} ${className}`}
        {...input}
      />
    </Field>
  );
}
