import { useState } from 'react';
import { weekdayText } from '#lib/messages/plan-words';
import { type LocalDate, parseLocalDate } from '#lib/time/day';
import { Button } from '@/components/ui/button';
import type { FieldError } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { TextField } from '@/components/ui/text-field';

type Props = {
  label: string;
  isOptional?: boolean;
  days: LocalDate[];
  onChange: (days: LocalDate[]) => void;
  error: FieldError;
};

/** Days one after the other: typed or picked, added, and each can be taken out again. */
export function DayList({ label, isOptional, days, onChange, error }: Props) {
  const [typed, setTyped] = useState('');
  const add = () => {
    if (parseLocalDate(typed) === null) return;
    onChange([...new Set([...days, typed])].toSorted());
    setTyped('');
  };
  return (
    <div className="grid gap-2">
      <div className="flex items-end gap-2">
        <div className="grow">
          <TextField
            label={label}
            type="date"
            isOptional={isOptional}
            error={error}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
        </div>
        <Button onClick={add} disabledReason={parseLocalDate(typed) === null ? 'Choose a day first.' : undefined}>
          Add day
        </Button>
      </div>
      <ul className="flex flex-wrap gap-1.5 empty:hidden">
        {days.map((day) => (
          <li key={day} className="flex items-center rounded bg-sunken pl-2.5">
            {weekdayText(day)}
            <IconButton
              icon="close"
              label={`Take ${weekdayText(day)} out`}
              onClick={() => onChange(days.filter((one) => one !== day))}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
