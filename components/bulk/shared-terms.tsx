import { Checkbox } from '@/components/ui/checkbox';
import { RadioGroup } from '@/components/ui/radio-group';
import { TextField } from '@/components/ui/text-field';

/** What all of many people get alike. `firstDay` empty = from now on; `lastDay` empty = no end. */
export type SharedTerms = {
  firstDay: string;
  lastDay: string;
  role: 'resident' | 'non_resident';
  shareable: boolean;
  notify: boolean;
};

export const firstTerms: SharedTerms = { firstDay: '', lastDay: '', role: 'resident', shareable: false, notify: true };

const roles = [
  { value: 'resident', label: 'Residents', detail: 'They see their doorcode in the Latch app alone.' },
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
        <TextField
          label="First day"
          type="date"
          isOptional
          value={terms.firstDay}
          onChange={(event) => onChange({ firstDay: event.target.value })}
          hint="Begins with this day where the doors are. Empty: now."
        />
        <TextField
          label="Last day"
          type="date"
          isOptional
          value={terms.lastDay}
          onChange={(event) => onChange({ lastDay: event.target.value })}
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
