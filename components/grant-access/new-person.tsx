import { type UseFormReturn, useFormState, useWatch } from 'react-hook-form';
import { notCorrectable } from '#lib/messages/contact-words';
import { ContactHints } from '@/components/person/contact-hints';
import { KnownPhone } from '@/components/person/known-phone';
import { TextField } from '@/components/ui/text-field';
import type { GrantForm } from './grant-form.ts';

/** Who it is for, typed; with hints before a mistake becomes permanent. */
export function NewPerson({ form }: { form: UseFormReturn<GrantForm> }) {
  const errors = useFormState({ control: form.control }).errors.recipient;
  const email = useWatch({ control: form.control, name: 'recipient.email' }).trim();
  const phone = useWatch({ control: form.control, name: 'recipient.phone' }).trim();
  return (
    <fieldset className="grid gap-4">
      <legend className="sr-only">Who?</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="First name"
          autoComplete="off"
          dir="auto"
          error={errors?.firstName?.message}
          {...form.register('recipient.firstName')}
        />
        <TextField
          label="Last name"
          autoComplete="off"
          dir="auto"
          error={errors?.lastName?.message}
          {...form.register('recipient.lastName')}
        />
      </div>
      <div className="grid gap-1.5">
        <TextField
          label="Email"
          type="email"
          autoComplete="off"
          hint={`Latch sends the invite there. ${notCorrectable}`}
          error={errors?.email?.message}
          {...form.register('recipient.email')}
        />
        <ContactHints
          contact={email}
          onMeant={(meant) => form.setValue('recipient.email', meant, { shouldValidate: true, shouldDirty: true })}
        />
      </div>
      <div className="grid gap-1.5">
        <TextField
          label="Phone"
          isOptional
          type="tel"
          autoComplete="off"
          hint="Enough for one day. Permanent access needs the email address."
          error={errors?.phone?.message}
          {...form.register('recipient.phone')}
        />
        <div aria-live="polite" className="text-sm">
          {email === '' && <KnownPhone phone={phone} />}
        </div>
      </div>
    </fieldset>
  );
}
