import type { ChangeEvent } from 'react';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { epochMs, type Instant, toInstant } from '#lib/time/instant';
import { zoneCity } from '#lib/time/zone';
import { useNow } from '@/components/ui/clock';
import { DateTimeField } from '@/components/ui/date-time-field';
import { RadioGroup } from '@/components/ui/radio-group';
import type { GrantForm } from './grant-form.ts';
import { zonesOf } from './grant-zones.ts';

const hourMs = 3_600_000;

const starts = [
  { value: 'now', label: 'Now' },
  { value: 'time', label: 'At a day and time' },
];

/** A first value for a day and time, so that only what differs has to be typed. */
const fullHour = (now: Instant, laterMs: number): Instant =>
  toInstant(Math.ceil((epochMs(now) + laterMs) / hourMs) * hourMs);

/** From when, and for a period until when, in the zone of the first building chosen. */
export function WhenFields({ form, values }: { form: UseFormReturn<GrantForm>; values: GrantForm }) {
  const [zone, ...others] = zonesOf(values.doors);
  const now = useNow();
  const prefillStart = (event: ChangeEvent<HTMLInputElement>) => {
    if (event.target.value === 'time' && form.getValues('terms.start') === null) {
      form.setValue('terms.start', fullHour(now, 0));
    }
  };
  const hint = zone === undefined ? 'Choose doors first: times are those of the building.' : undefined;
  return (
    <div className="grid gap-4">
      <RadioGroup
        label="Starts"
        options={starts}
        {...form.register('starts', { onChange: prefillStart })}
        value={values.starts}
      />
      {values.starts === 'time' && <MomentField form={form} name="terms.start" label="Start" zone={zone} hint={hint} />}
      {values.answers.length === 'period' && (
        <MomentField form={form} name="terms.end" label="End" zone={zone} hint={hint} />
      )}
      {zone !== undefined && others.length > 0 && (
        <p className="text-sm text-waiting">
          These doors are in several time zones. Times are those of {zoneCity(zone)} for all of them.
        </p>
      )}
    </div>
  );
}

type MomentProps = {
  form: UseFormReturn<GrantForm>;
  name: 'terms.start' | 'terms.end';
  label: string;
  zone: string | undefined;
  hint?: string | undefined;
};

function MomentField({ form, name, label, zone, hint }: MomentProps) {
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field, fieldState }) => (
        <DateTimeField
          label={label}
          value={field.value}
          onChange={field.onChange}
          zone={zone ?? 'UTC'}
          isDisabled={zone === undefined}
          hint={hint}
          error={fieldState.error?.message}
        />
      )}
    />
  );
}
