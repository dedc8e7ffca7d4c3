import { isUnreadable } from '#lib/time/day';
import { Checkbox } from '@/components/ui/checkbox';
import { DayField } from '@/components/ui/day-field';
import { RadioGroup } from '@/components/ui/radio-group';

/** What all of many people get alike. `firstDay` empty = from now on; `lastDay` empty = no end. */
export type SharedTerms = {
  firstDay: string;
  lastDay: string;
  role: 'resident' | 'non_resident';
  shareable: boolean;
  notify: boolean;
};

export const firstTerms: SharedTerms = { firstDay: '', lastDay: '', role: 'resident', shareable: false, notify: true };

/** Whether each day is one, or none at all; the field of one that is not says so. */
export const canReadDays = ({ firstDay, lastDay }: SharedTerms): boolean => ![firstDay, lastDay].some(isUnreadable);

const roles = [
  { value: 'resident', label: 'Residents', detail: 'They see their doorcode only in the Latch app.' },
  {
    value: 'non_resident',
    label: 'Not residents',
    detail: 'Staff of vendors, visitors: their doorcode can be shown here.',
  },
];

type Props = { terms: SharedTerms; onChange: (part: Partial<SharedTerms>) => void };

/** Role, end, sharing and invites, for everybody at once. */
export function SharedTermsFields({ terms, onChange }: Props) {
  return (
    <>
      <RadioGroup
        label="Who are they?"
        name="role"
        options={roles}
        value={terms.role}
        onChange={(event) => onChange({ role: event.target.value === 'resident' ? 'resident' : 'non_resident' })}
      />
      <div className="grid content-start gap-x-4 gap-y-7 sm:grid-cols-2">
        <DayField
          label="First day"
          isOptional
          value={terms.firstDay}
          onChange={(firstDay) => onChange({ firstDay })}
          hint="Begins with this day where the doors are. Empty: now."
        />
        <DayField
          label="Last day"
          isOptional
          value={terms.lastDay}
          onChange={(lastDay) => onChange({ lastDay })}
          hint="Ends with this day where the doors are. Empty: never."
        />
      </div>
      <div className="grid gap-1">
        <Checkbox
          label="Latch sends each of them an invite by email"
          checked={terms.notify}
          onChange={(event) => onChange({ notify: event.target.checked })}
        />
        <Checkbox
          label="They may share it with guests"
          checked={terms.shareable}
          onChange={(event) => onChange({ shareable: event.target.checked })}
        />
      </div>
    </>
  );
}
