import type { FieldError } from '@/components/ui/field';
import { TextField } from '@/components/ui/text-field';

type Name = { firstName: string; lastName: string };
type Props = { name: Name; errors: Partial<Record<keyof Name, FieldError>>; onChange: (part: Partial<Name>) => void };

/** First and last name of somebody new, as OpenKit keeps them. */
export function NameFields({ name, errors, onChange }: Props) {
  const bind = (field: keyof Name) => ({
    value: name[field],
    onChange: (event: { target: { value: string } }) => onChange({ [field]: event.target.value }),
    error: errors[field],
    autoComplete: 'off',
    maxLength: 300,
  });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField label="First name" {...bind('firstName')} />
      <TextField label="Last name" {...bind('lastName')} />
    </div>
  );
}
