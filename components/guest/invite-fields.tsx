import { notCorrectable } from '#lib/messages/contact-words';
import { whyNotPassedOn } from '#lib/messages/guest-words';
import type { UnitHosts } from '#lib/schemas/guest';
import { zoneCity } from '#lib/time/zone';
import { ContactHints } from '@/components/person/contact-hints';
import { NameFields } from '@/components/person/name-fields';
import { Checkbox } from '@/components/ui/checkbox';
import { DayField } from '@/components/ui/day-field';
import { FieldNotes } from '@/components/ui/field';
import { RadioGroup } from '@/components/ui/radio-group';
import { TextField } from '@/components/ui/text-field';
import { doorsOf, hostOf, type InviteErrors, type InviteForm, kindOf, presets } from './invite-form.ts';

type Props = {
  unit: UnitHosts;
  form: InviteForm;
  errors: InviteErrors;
  /** Whether the host is still to be said. */
  asksForHost?: boolean;
  onChange: (part: Partial<InviteForm>) => void;
};

const days = [
  { value: 'today', label: 'Today' },
  { value: 'tomorrow', label: 'Tomorrow' },
];

/** Whose guest, who, what for, when, and which of the host's doors: the one view that is typed in. */
export function InviteFields({ unit, form, errors, asksForHost, onChange }: Props) {
  const isStay = kindOf(form) === 'stay';
  return (
    <>
      {asksForHost && unit.hosts.length > 1 && (
        <RadioGroup
          label="Whose guest?"
          name="host"
          options={unit.hosts.map(({ tenancyId, name }) => ({ value: tenancyId, label: <bdi>{name}</bdi> }))}
          value={form.tenancyId}
          onChange={(event) => onChange({ tenancyId: event.target.value, doorIds: null })}
        />
      )}
      <NameFields name={form} errors={errors} onChange={onChange} />
      <div className="grid gap-1.5">
        <TextField
          label={isStay ? 'Email' : 'Phone number or email'}
          value={form.contact}
          onChange={(event) => onChange({ contact: event.target.value })}
          error={errors.contact}
          hint={`${isStay ? 'Latch sends the invite there.' : 'Latch sends the code there: by SMS or by email.'} ${notCorrectable}`}
          autoComplete="off"
          maxLength={320}
        />
        <ContactHints contact={form.contact} onMeant={(contact) => onChange({ contact })} />
      </div>
      <RadioGroup
        label="What for?"
        name="preset"
        options={presets}
        value={form.preset}
        onChange={(event) =>
          onChange({ preset: presets.find(({ value }) => value === event.target.value)?.value ?? 'stay' })
        }
      />
      <When unit={unit} form={form} errors={errors} onChange={onChange} />
      <Doors unit={unit} form={form} errors={errors} onChange={onChange} />
    </>
  );
}

function When({ unit, form, errors, onChange }: Props) {
  const zone = zoneCity(unit.timeZone ?? 'UTC');
  if (kindOf(form) !== 'stay') {
    return (
      <RadioGroup
        label="When?"
        name="day"
        hint={`The calendar day at the building (${zone}).`}
        error={errors.from ?? errors.when}
        options={days}
        value={form.day}
        onChange={(event) => onChange({ day: event.target.value === 'tomorrow' ? 'tomorrow' : 'today' })}
      />
    );
  }
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <DayField
        label="First day"
        value={form.from}
        onChange={(from) => onChange({ from })}
        error={errors.from}
        hint={`From midnight (${zone}).`}
      />
      <DayField
        label="Last day"
        value={form.to}
        onChange={(to) => onChange({ to })}
        error={errors.when}
        hint="To the end of the day."
      />
    </div>
  );
}

/** The host's doors, all of them ticked that may be passed on. */
function Doors({ unit, form, errors, onChange }: Props) {
  const host = hostOf(form, unit);
  const chosen = doorsOf(form, host).map(({ id }) => id);
  const toggle = (id: string, isOn: boolean) =>
    onChange({ doorIds: isOn ? [...chosen, id] : chosen.filter((other) => other !== id) });
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-medium">Which doors?</legend>
      {(host?.doors ?? []).map((door) => {
        const why = whyNotPassedOn(door);
        return (
          <Checkbox
            key={door.id}
            label={<bdi>{door.name}</bdi>}
            hint={why ?? undefined}
            checked={chosen.includes(door.id)}
            disabled={why !== null}
            onChange={(event) => toggle(door.id, event.target.checked)}
          />
        );
      })}
      {host && host.doors.length === 0 && (
        <p className="text-sm text-muted">The lease of {host.name} has no door that could be passed on.</p>
      )}
      <FieldNotes id="guest-doors" error={errors.doors} />
    </fieldset>
  );
}
