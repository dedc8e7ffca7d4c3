import { type ComponentProps, type SyntheticEvent, useState } from 'react';
import { dateInvalid } from '#lib/messages/core-reasons';
import { inOneLine } from '#lib/messages/message';
import { isUnreadable, unreadableDay } from '#lib/time/day';
import { TextField } from './text-field.tsx';

type Props = Omit<ComponentProps<typeof TextField>, 'value' | 'onChange' | 'type'> & {
  /** `YYYY-MM-DD`; empty = no day. */
  value: string;
  /** Gets `unreadableDay` for what is no day, such as 31 February or one half typed: a browser calls that empty. */
  onChange: (day: string) => void;
};

/**
 * A day, typed or picked in the browser's own way. Once it is left, it says itself when what stands in it is no day.
 */
export function DayField({ value, onChange, error, ...field }: Props) {
  const [isLeft, setLeft] = useState(false);
  const read = ({ currentTarget }: SyntheticEvent<HTMLInputElement>) => {
    const day = currentTarget.validity.badInput ? unreadableDay : currentTarget.value;
    if (day !== value) onChange(day);
    if (!isUnreadable(day)) setLeft(false);
    return day;
  };
  const leave = (event: SyntheticEvent<HTMLInputElement>) => setLeft(isUnreadable(read(event)));
  return (
    <TextField
      {...field}
      type="date"
      // Empty leaves what was typed where it is.
      value={isUnreadable(value) ? '' : value}
      error={error ?? (isLeft && isUnreadable(value) ? noSuchDay : undefined)}
      onChange={read}
      onInput={read}
      // No browser tells of a change from nothing to what it cannot read.
      onKeyUp={read}
      onKeyDown={(event) => {
        if (event.key === 'Enter') leave(event);
        field.onKeyDown?.(event);
      }}
      onBlur={leave}
    />
  );
}

/** What a day that cannot be read is told. */
export const noSuchDay = inOneLine(dateInvalid);
