import { type ChangeEvent, useId } from 'react';
import { fullName } from '#lib/names';
import type { TechnicianInput } from '#lib/schemas/plan';
import { controlStyle, describedBy, Field } from '@/components/ui/field';

type Props = {
  known: TechnicianInput[];
  form: TechnicianInput;
  onChange: (technician: TechnicianInput) => void;
};

const hint = 'Fills in the fields below, where all of it can still be changed.';

/** People of vendors, company by company; of each company somebody new can be chosen as well. */
export function TechnicianSelect({ known, form, onChange }: Props) {
  const id = useId();
  const options = optionsOf(known);
  const chosen = options.findIndex(({ technician }) => isSame(technician, form));
  const choose = (event: ChangeEvent<HTMLSelectElement>) =>
    onChange(options[Number(event.target.value)]?.technician ?? nobody);
  return (
    <Field id={id} label="Known from other plans" hint={hint} isOptional>
      <select
        id={id}
        value={chosen}
        aria-describedby={describedBy(id, { hint })}
        onChange={choose}
        className={controlStyle}
      >
        <option value={-1}>Someone new</option>
        {[...Map.groupBy(options, ({ technician }) => technician.company)].map(([company, group]) => (
          <optgroup key={company} label={company}>
            {group.map(({ value, name }) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </Field>
  );
}

const nobody: TechnicianInput = { company: '', firstName: '', lastName: '', email: '', phone: '' };

function optionsOf(known: TechnicianInput[]) {
  const companies = Map.groupBy(known, ({ company }) => company);
  return [...companies]
    .flatMap(([company, people]) => [
      ...people.map((technician) => ({ technician, name: nameOf(technician) })),
      { technician: { ...nobody, company }, name: `Someone else from ${company}` },
    ])
    .map((option, value) => ({ ...option, value }));
}

const nameOf = (technician: TechnicianInput): string =>
  `${fullName(technician)}, ${technician.email || technician.phone}`;

const isSame = (one: TechnicianInput, other: TechnicianInput): boolean =>
  Object.entries(one).every(([name, value]) => other[name as keyof TechnicianInput] === value);
