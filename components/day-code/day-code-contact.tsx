import { notCorrectable } from '#lib/messages/contact-words';
import { counted, listed } from '#lib/messages/counts';
import { addDays, dayOf } from '#lib/time/day';
import { formatLocalDate } from '#lib/time/format';
import type { Instant } from '#lib/time/instant';
import { zoneCity } from '#lib/time/zone';
import { ContactHints } from '@/components/person/contact-hints';
import { NameFields } from '@/components/person/name-fields';
import { Sentences } from '@/components/ui/sentences';
import { TextField } from '@/components/ui/text-field';
import type { DayCodeErrors, DayCodeForm } from './day-code-form.ts';

type Props = {
  form: DayCodeForm;
  errors: DayCodeErrors;
  onChange: (part: Partial<DayCodeForm>) => void;
  now: Instant;
};

/** Whom the code is for, and what will happen. */
export function DayCodeContact({ form, errors, onChange, now }: Props) {
  return (
    <>
      <NameFields name={form} errors={errors} onChange={onChange} />
      <div className="grid gap-1.5">
        <TextField
          label="Phone number or email"
          value={form.contact}
          onChange={(event) => onChange({ contact: event.target.value })}
          error={errors.contact}
          hint={`Latch sends the code there: by SMS or by email. ${notCorrectable}`}
          autoComplete="off"
          maxLength={320}
        />
        <ContactHints contact={form.contact} onMeant={(contact) => onChange({ contact })} />
      </div>
      <Sentences sentences={sentencesFor(form, now)} />
    </>
  );
}

function sentencesFor({ doors, day, contact, preset }: DayCodeForm, now: Instant): string[] {
  const zone = doors[0]?.timeZone ?? 'UTC';
  const today = dayOf(now, zone);
  const date = formatLocalDate(day === 'today' ? today : addDays(today, 1));
  const others = [...new Set(doors.flatMap(({ timeZone }) => timeZone ?? []))].filter((one) => one !== zone);
  return [
    `${counted(doors.length, 'code')} for ${listed(doors.map(({ name }) => name))}, valid on ${date} (${zoneCity(zone)}).`,
    ...(preset === 'delivery' ? ['Each ends 15 minutes after its first use.'] : []),
    ...(contact.trim() ? [`Latch sends it to ${contact.trim()} at once.`] : []),
    'A code works even if the lock is offline, and cannot be taken back before the day is over.',
    ...(others.length > 0 ? ['Some doors are in another time zone: there it is that building’s calendar day.'] : []),
  ];
}
