import { useId } from 'react';
import { onboardingFieldNames } from '#lib/messages/onboarding-words';
import { type OnboardingField, onboardingFields } from '#lib/schemas/dry-run';
import type { Columns } from '#lib/table/guess-columns';
import { Checkbox } from '@/components/ui/checkbox';
import { controlStyle } from '@/components/ui/field';

type Props = {
  columns: Columns;
  onChange: (field: OnboardingField, column: number | null) => void;
  /** What the columns are called, where the table says so. */
  heading: readonly string[];
  /** The first person, as an example of what stands in each column. */
  sample: readonly string[];
  width: number;
  hasHeader: boolean;
  onHeader: (hasHeader: boolean) => void;
};

/** Which column of the table is what; guessed first. */
export function ColumnFields({ columns, onChange, heading, sample, width, hasHeader, onHeader }: Props) {
  const id = useId();
  const options = Array.from({ length: width }, (_, index) => ({
    index,
    name: heading[index] || `Column ${index + 1}`,
  }));
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-medium">What is in each column</legend>
      <Checkbox
        label="The first line is a header row"
        checked={hasHeader}
        onChange={(event) => onHeader(event.target.checked)}
      />
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        {onboardingFields.map((field) => {
          const column = columns[field];
          return (
            <div key={field} className="grid content-start gap-1">
              <label htmlFor={`${id}-${field}`}>{onboardingFieldNames[field]}</label>
              <select
                id={`${id}-${field}`}
                value={column ?? ''}
                onChange={(event) => onChange(field, event.target.value === '' ? null : Number(event.target.value))}
                className={controlStyle}
              >
                <option value="">Not in the table</option>
                {options.map(({ index, name }) => (
                  <option key={index} value={index}>
                    {name}
                  </option>
                ))}
              </select>
              <p className="truncate text-sm text-muted">{column !== null && sample[column]}</p>
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
