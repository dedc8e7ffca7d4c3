import { notCorrectable } from '#lib/messages/contact-words';
import { counted } from '#lib/messages/counts';
import type { UnitView } from '#lib/schemas/unit';
import { zoneCity } from '#lib/time/zone';
import { ContactHints } from '@/components/person/contact-hints';
import { NameFields } from '@/components/person/name-fields';
import { Checkbox } from '@/components/ui/checkbox';
import { DayField } from '@/components/ui/day-field';
import { TextField } from '@/components/ui/text-field';
import type { MoveInErrors, MoveInForm } from './move-in-form.ts';

type Props = {
  unit: UnitView;
  form: MoveInForm;
  errors: MoveInErrors;
  onChange: (part: Partial<MoveInForm>) => void;
};

/** Name, email, lease and what comes with it: the one view that is typed in. */
export function MoveInFields({ unit, form, errors, onChange }: Props) {
  const zone = zoneCity(unit.timeZone ?? 'UTC');
  const { moveInHour, moveOutHour, graceDays } = unit.rules;
  const grace = graceDays > 0 ? `, ${counted(graceDays, 'day')} later` : '';
  return (
    <>
      <NameFields name={form} errors={errors} onChange={onChange} />
      <Email form={form} errors={errors} onChange={onChange} />
      <div className="grid gap-4 sm:grid-cols-2">
        <DayField
          label="First day of the lease"
          value={form.leaseStart}
          onChange={(leaseStart) => onChange({ leaseStart })}
          error={errors.leaseStart}
          hint={`Doors open at ${hourText(moveInHour)} (${zone}).`}
        />
        <DayField
          label="Last day"
          isOptional
          value={form.leaseEnd}
          onChange={(leaseEnd) => onChange({ leaseEnd })}
          error={errors.leaseEnd}
          hint={`Doors close at ${hourText(moveOutHour)}${grace}.`}
        />
      </div>
      <Extras unit={unit} form={form} onChange={onChange} />
    </>
  );
}

function Email({ form, errors, onChange }: Omit<Props, 'unit'>) {
  return (
    <div className="grid gap-2">
      {!form.hasNoEmail && (
        <TextField
          label="Email"
          type="email"
          value={form.email}
          onChange={(event) => onChange({ email: event.target.value })}
          error={errors.email}
          hint={`Latch sends the invite there. ${notCorrectable}`}
          autoComplete="off"
          maxLength={320}
        />
      )}
      {!form.hasNoEmail && <ContactHints contact={form.email} onMeant={(email) => onChange({ email })} />}
      <Checkbox
        label="They have no email address"
        checked={form.hasNoEmail}
        onChange={(event) => onChange({ hasNoEmail: event.target.checked })}
      />
    </div>
  );
}

/** Bundles of the building, and what OpenKit cannot give. */
function Extras({ unit, form, onChange }: Omit<Props, 'errors'>) {
  const toggle = (id: string, isOn: boolean) =>
    onChange({ bundleIds: isOn ? [...form.bundleIds, id] : form.bundleIds.filter((other) => other !== id) });
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-medium">With the home</legend>
      {unit.bundles.map(({ id, name, doors }) => (
        <Checkbox
          key={id}
          label={
            <>
              <bdi>{name}</bdi> <span className="text-muted">{counted(doors.length, 'door')}</span>
            </>
          }
          checked={form.bundleIds.includes(id)}
          onChange={(event) => toggle(id, event.target.checked)}
        />
      ))}
      <Checkbox
        label="A keycard, as a task for someone"
        checked={form.needsKeycard}
        onChange={(event) => onChange({ needsKeycard: event.target.checked })}
      />
    </fieldset>
  );
}

const hourText = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
