import type { AccessView } from '#lib/schemas/access';
import { epochMs, type Instant, toInstant } from '#lib/time/instant';
import { zoneCity } from '#lib/time/zone';
import { useNow } from '@/components/ui/clock';
import { DateTimeField } from '@/components/ui/date-time-field';
import { RadioGroup, type RadioOption } from '@/components/ui/radio-group';
import { type ChangeErrors, type ChangeForm, laterMonths } from './change-form.ts';

const hourMs = 3_600_000;
const monthMs = 30 * 24 * hourMs;

type Props = {
  form: ChangeForm;
  onChange: (part: Partial<ChangeForm>) => void;
  errors: ChangeErrors;
  accesses: readonly AccessView[];
};

/** The two things OpenKit lets us change, each left as it is unless chosen. */
export function ChangeFields({ form, onChange, errors, accesses }: Props) {
  const now = useNow();
  const [zone = 'UTC', ...others] = new Set(accesses.map((access) => access.timeZone ?? 'UTC'));
  const isTimed = form.ends === 'time';
  const chooseEnd = (ends: ChangeForm['ends']) =>
    onChange({ ends, at: ends === 'time' ? (form.at ?? firstEnd(accesses, now)) : form.at });
  return (
    <>
      <div className="grid gap-4">
        <RadioGroup
          label="End"
          name="ends"
          options={endOptions(accesses)}
          value={form.ends}
          onChange={(event) => chooseEnd(endValue(event.target.value))}
          error={isTimed ? undefined : errors.end}
          hint="To end it now, close this and revoke it."
        />
        {isTimed && (
          <DateTimeField
            label="New end"
            value={form.at}
            onChange={(at) => onChange({ at })}
            zone={zone}
            error={errors.end}
          />
        )}
        {isTimed && others.length > 0 && (
          <p className="text-sm text-waiting">
            These doors are in several time zones. The time is that of {zoneCity(zone)} for all of them.
          </p>
        )}
      </div>
      <RadioGroup
        label="May they share it with guests?"
        name="sharing"
        options={sharingOptions}
        value={form.sharing}
        onChange={(event) => onChange({ sharing: sharingValue(event.target.value) })}
        error={errors.shareable}
      />
    </>
  );
}

const keep: RadioOption = { value: 'keep', label: 'As it is' };
const sharingOptions: RadioOption[] = [keep, { value: 'yes', label: 'Yes' }, { value: 'no', label: 'No' }];

/** Counting on from an end is offered where every access has one. */
const endOptions = (accesses: readonly AccessView[]): RadioOption[] => [
  keep,
  ...(accesses.every((access) => access.end !== null)
    ? [{ value: 'later', label: `${laterMonths} months later than it is now` }]
    : []),
  { value: 'time', label: 'At a day and time' },
  { value: 'never', label: 'Never' },
];

const endValue = (value: string): ChangeForm['ends'] =>
  value === 'later' || value === 'time' || value === 'never' ? value : 'keep';
const sharingValue = (value: string): ChangeForm['sharing'] => (value === 'yes' || value === 'no' ? value : 'keep');

/** A first value, so that only what differs has to be typed: the end there is, else a full hour in a month. */
const firstEnd = (accesses: readonly AccessView[], now: Instant): Instant =>
  accesses.find((access) => access.end !== null)?.end ??
  toInstant(Math.ceil((epochMs(now) + monthMs) / hourMs) * hourMs);
