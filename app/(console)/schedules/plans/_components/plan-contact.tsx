import type { TechnicianInput } from '#lib/schemas/plan';
import { ContactHints } from '@/components/person/contact-hints';
import { Checkbox } from '@/components/ui/checkbox';
import { TextField } from '@/components/ui/text-field';
import { ContactSharers } from './contact-sharers.tsx';
import type { PlanForm } from './plan-draft.ts';
import type { PlanErrors } from './plan-form.ts';
import { TechnicianSelect } from './technician-select.tsx';

type Props = {
  form: PlanForm;
  onChange: (part: Partial<PlanForm>) => void;
  errors: PlanErrors;
  /** Whom codes were planned for before. */
  known: TechnicianInput[];
  /** The plan to change; left out = a new one. */
  planId: string | undefined;
};
type TextName = keyof TechnicianInput;

/** Who gets the codes: one person of a company, at one address. */
export function PlanContact({ form, onChange, errors, known, planId }: Props) {
  const bind = (name: TextName) => ({
    value: form[name],
    error: errors[name],
    onChange: (event: { target: { value: string } }) => onChange({ [name]: event.target.value }),
  });
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-1 font-medium">Who gets them?</legend>
      {known.length > 0 && <TechnicianSelect known={known} form={form} onChange={onChange} />}
      <TextField label="Company" autoComplete="off" {...bind('company')} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="First name" autoComplete="off" {...bind('firstName')} />
        <TextField label="Last name" autoComplete="off" {...bind('lastName')} />
      </div>
      <div className="grid gap-1.5">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField label="Email" type="email" autoComplete="off" {...bind('email')} />
          <TextField label="or phone" type="tel" autoComplete="off" {...bind('phone')} />
        </div>
        <ContactHints contact={form.email || form.phone} onMeant={(email) => onChange({ email })} />
      </div>
      <ContactSharers form={form} planId={planId} />
      <Checkbox
        label="Latch sends each code by email or SMS"
        hint={
          form.notify
            ? 'The day before, to the one address given.'
            : 'Nobody is told: someone here has to look at each code and pass it on.'
        }
        checked={form.notify}
        onChange={(event) => onChange({ notify: event.target.checked })}
      />
    </fieldset>
  );
}
