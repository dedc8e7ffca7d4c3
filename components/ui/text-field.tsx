import { type ComponentProps, type SyntheticEvent, useId, useState } from 'react';
import { sentenceFor } from '#lib/messages/message-for';
import { controlStyle, describedBy, Field, type FieldTexts } from './field.tsx';

const noSuchDay = sentenceFor({ code: 'invalid', params: { reason: 'date_invalid' } });

/**
 * One line of text. Takes every input attribute, so `{...register('email')}` of react-hook-form fits as it is. What a
 * browser makes no day of, such as 31 February, has the value of an empty field: the field says so itself.
 */
export function TextField({
  label,
  hint,
  error: given,
  isOptional,
  id,
  className = '',
  ...input
}: FieldTexts & { isOptional?: boolean } & ComponentProps<'input'>) {
  const ownId = useId();
  const fieldId = id ?? ownId;
  const [isUnreadable, setUnreadable] = useState(false);
  const error = given ?? (isUnreadable && input.type === 'date' ? noSuchDay : undefined);
  const look = ({ currentTarget }: SyntheticEvent<HTMLInputElement>) => setUnreadable(currentTarget.validity.badInput);
  return (
    <Field id={fieldId} label={label} hint={hint} error={error} isOptional={isOptional}>
      <input
        type="text"
        id={fieldId}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(fieldId, { hint, error })}
        className={`${controlStyle} ${className}`}
        {...input}
        onInvalid={look}
        onInput={() => setUnreadable(false)}
        onBlur={(event) => {
          look(event);
          input.onBlur?.(event);
        }}
      />
    </Field>
  );
}
