import { type ComponentProps, type ReactNode, useId } from 'react';
import { describedBy, type FieldError, FieldNotes } from './field.tsx';

/** A yes or no with its sentence beside it. The whole line can be pressed. */
export function Checkbox({
  label,
  hint,
  error,
  id,
  ...input
}: { label: ReactNode; hint?: ReactNode; error?: FieldError } & ComponentProps<'input'>) {
  const ownId = useId();
  const fieldId = id ?? ownId;
  return (
    <div className="grid gap-1">
      <label htmlFor={fieldId} className="flex min-h-6 items-start gap-2.5 max-sm:min-h-11 max-sm:items-center">
        <input
          id={fieldId}
          type="checkbox"
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(fieldId, { hint, error })}
          className="mt-0.5 size-4 shrink-0 accent-accent max-sm:size-5"
          {...input}
        />
        <span>{label}</span>
      </label>
      <div className="pl-6.5">
        <FieldNotes id={fieldId} hint={hint} error={error} />
      </div>
    </div>
  );
}
