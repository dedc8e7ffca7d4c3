import type { UseFormReturn } from 'react-hook-form';
import { RadioGroup } from '@/components/ui/radio-group';
import type { GrantForm, KnownRecipient } from './grant-form.ts';
import { addressesOf, contactOf } from './grant-terms.ts';

type Props = { form: UseFormReturn<GrantForm>; values: GrantForm; recipient: KnownRecipient | null };

/** Which of two addresses gets a daily code: OpenKit takes one. Absent while there is nothing to choose. */
export function SendTo({ form, values, recipient }: Props) {
  const { email, phone } = addressesOf(values, recipient);
  if (contactOf(values, recipient) === null || !email || !phone) return null;
  const options = [
    { value: 'email', label: 'Email', detail: <span className="break-all">{email}</span> },
    { value: 'phone', label: 'Phone', detail: phone },
  ];
  return (
    <RadioGroup
      label="Send the code to"
      hint="A day code goes to one address. The other is not passed on."
      options={options}
      {...form.register('sendTo')}
      value={values.sendTo}
    />
  );
}
