import { useId } from 'react';
import { planDaysText, weekdayNames } from '#lib/messages/plan-words';
import { isUnreadable } from '#lib/time/day';
import { useNow } from '@/components/ui/clock';
import { DayField } from '@/components/ui/day-field';
import { type FieldError, FieldNotes } from '@/components/ui/field';
import { RadioGroup } from '@/components/ui/radio-group';
import { DayList } from './day-list.tsx';
import type { PlanForm } from './plan-draft.ts';
import { type PlanErrors, planInputOf } from './plan-form.ts';

type Props = { form: PlanForm; onChange: (part: Partial<PlanForm>) => void; errors: PlanErrors };

const kinds = [
  { value: 'weekdays', label: 'The same weekdays every week' },
  { value: 'dates', label: 'Single days', detail: 'For a day after tomorrow, make a plan with one date.' },
];

/** On which days, and until when. All of them are days at the doors, whatever the browser's own zone. */
export function PlanDays({ form, onChange, errors }: Props) {
  const now = useNow();
  const isWeekly = form.kind === 'weekdays';
  return (
    <>
      <RadioGroup
        label="Which days?"
        name="kind"
        options={kinds}
        value={form.kind}
        onChange={(event) => onChange({ kind: event.target.value === 'dates' ? 'dates' : 'weekdays', dayTyped: '' })}
      />
      {isWeekly ? (
        <>
          <Weekdays chosen={form.weekdays} onChange={(weekdays) => onChange({ weekdays })} error={errors.weekdays} />
          <DayField
            label="Until"
            isOptional
            hint="The last day, included. Left empty, codes are issued until someone ends the plan."
            error={errors.until}
            value={form.until}
            onChange={(until) => onChange({ until })}
          />
          <DayList
            label="Except on"
            isOptional
            days={form.exceptions}
            onChange={(exceptions) => onChange({ exceptions })}
            typed={form.dayTyped}
            onType={(dayTyped) => onChange({ dayTyped })}
            error={errors.exceptions}
          />
        </>
      ) : (
        <DayList
          label="Days"
          days={form.dates}
          onChange={(dates) => onChange({ dates })}
          typed={form.dayTyped}
          onType={(dayTyped) => onChange({ dayTyped })}
          error={errors.dates ?? errors.weekdays}
        />
      )}
      {(form.weekdays.length > 0 || form.dates.length > 0) && !isUnreadable(form.until) && (
        <p className="text-sm" aria-live="polite">
          {planDaysText(planInputOf(form, '', now))}.
        </p>
      )}
    </>
  );
}

type WeekdaysProps = { chosen: number[]; onChange: (weekdays: number[]) => void; error: FieldError };

function Weekdays({ chosen, onChange, error }: WeekdaysProps) {
  const id = useId();
  const toggle = (weekday: number) =>
    onChange(chosen.includes(weekday) ? chosen.filter((one) => one !== weekday) : [...chosen, weekday].toSorted());
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1 font-medium">Weekdays</legend>
      <div className="flex flex-wrap gap-1.5">
        {weekdayNames.map((name, weekday) => (
          <label
            key={name}
            className="flex h-8 cursor-pointer items-center rounded border border-edge bg-raised px-3 has-checked:border-accent has-checked:bg-accent-soft has-checked:font-medium has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent max-sm:h-11"
          >
            <input
              type="checkbox"
              checked={chosen.includes(weekday)}
              onChange={() => toggle(weekday)}
              aria-label={name}
              className="sr-only"
            />
            <span aria-hidden="true">{name.slice(0, 3)}</span>
          </label>
        ))}
      </div>
      <FieldNotes id={id} error={error} />
    </fieldset>
  );
}
