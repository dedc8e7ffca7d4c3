import { weekdayText } from '#lib/messages/plan-words';
import { type LocalDate, parseLocalDate } from '#lib/time/day';
import { Button } from '@/components/ui/button';
import { DayField } from '@/components/ui/day-field';
import type { FieldError } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';

type Props = {
  label: string;
  isOptional?: boolean;
  days: LocalDate[];
  onChange: (days: LocalDate[]) => void;
  /** What is typed and not added yet. */
  typed: string;
  onType: (typed: string) => void;
  error: FieldError;
};

/** Days one after the other: typed or picked, added, and each can be taken out again. */
export function DayList({ label, isOptional, days, onChange, typed, onType, error }: Props) {
  const add = () => {
    if (parseLocalDate(typed) === null) return;
    onChange([...new Set([...days, typed])].toSorted());
    onType('');
  };
  return (
    <div className="grid gap-2">
      <div className="flex items-end gap-2">
        <div className="grow">
          <DayField
            label={label}
            isOptional={isOptional}
            error={error}
            value={typed}
            onChange={onType}
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
