import type { ReactNode } from 'react';
import { type UseFormReturn, useFormState } from 'react-hook-form';
import { addDays, dayOf, dayWindow } from '#lib/time/day';
import { formatDay } from '#lib/time/format';
import { zoneCity } from '#lib/time/zone';
import { Checkbox } from '@/components/ui/checkbox';
import { useNow } from '@/components/ui/clock';
import { RadioGroup, type RadioOption } from '@/components/ui/radio-group';
import type { GrantForm } from './grant-form.ts';
import { zonesOf } from './grant-zones.ts';

type Props = {
  form: UseFormReturn<GrantForm>;
  values: GrantForm;
  /** The answer decides the kind of access, and with it which rules hold. */
  onAnswer: () => void;
  /** Said for one day: what to do about days further ahead. */
  laterDay: ReactNode;
};

/** How long access is wanted, and for one day what else decides between a daily code and permanent access. */
export function HowLong({ form, values, onAnswer, laterDay }: Props) {
  const { errors } = useFormState({ control: form.control });
  const options = useLengths(zonesOf(values.doors)[0]);
  const { length } = values.answers;
  const isOneDay = length === 'today' || length === 'tomorrow';
  return (
    <div className="grid gap-3">
      <RadioGroup
        label="How long?"
        options={options}
        {...form.register('answers.length', { onChange: onAnswer })}
        value={length}
        error={isOneDay ? errors.terms?.start?.message : undefined}
      />
      {isOneDay && (
        <>
          <Checkbox
            label="I must be able to take it back before the day is over"
            {...form.register('answers.mustBeRevocable', { onChange: onAnswer })}
          />
          <Checkbox
            label="One visit is enough"
            hint="The code ends 15 minutes after it is first used."
            {...form.register('answers.isOneVisit', { onChange: onAnswer })}
          />
          {laterDay}
        </>
      )}
    </div>
  );
}

/** The choices, with the day each means at the first building chosen. */
function useLengths(zone: string | undefined): RadioOption[] {
  const now = useNow();
  const dayAfter = (days: number): string | undefined => {
    if (zone === undefined) return undefined;
    const { start } = dayWindow(addDays(dayOf(now, zone), days), zone);
    return `${formatDay(start, zone)} (${zoneCity(zone)})`;
  };
  return [
    { value: 'today', label: 'Today only', detail: dayAfter(0) },
    { value: 'tomorrow', label: 'Tomorrow only', detail: dayAfter(1) },
    { value: 'period', label: 'A period' },
    { value: 'open', label: 'No end' },
  ];
}
