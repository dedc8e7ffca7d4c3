'use client';

import type { FormEvent } from 'react';
import { Controller, type UseFormReturn, useFormState } from 'react-hook-form';
import { isDaily } from '#lib/access-rules/terms';
import type { Failure } from '#lib/errors';
import type { AccessView } from '#lib/schemas/access';
import { PlanLink } from '@/components/plan/plan-link';
import { Checkbox } from '@/components/ui/checkbox';
import { FormFailure } from '@/components/ui/form-failure';
import { RadioGroup } from '@/components/ui/radio-group';
import { RequestId } from '@/components/ui/request-id';
import { TextField } from '@/components/ui/text-field';
import { Consequences } from './consequences.tsx';
import { DoorChooser } from './door-chooser.tsx';
import { formField, type GrantForm, type KnownRecipient } from './grant-form.ts';
import { kindOf, planStartOf } from './grant-terms.ts';
import { HowLong } from './how-long.tsx';
import { KindChoice } from './kind-choice.tsx';
import { KnownPerson } from './known-person.tsx';
import { NewPerson } from './new-person.tsx';
import { SendTo } from './send-to.tsx';
import { useFormValues } from './use-form-values.ts';
import { grantFormId } from './use-grant-form.ts';
import { useRuleChecks } from './use-rule-checks.ts';
import { WhenFields } from './when-fields.tsx';

type Props = {
  form: UseFormReturn<GrantForm>;
  recipient: KnownRecipient | null;
  buildingId: string;
  accesses: readonly AccessView[];
  failure: Failure | null;
  onSubmit: (event: FormEvent) => void;
  onClose: () => void;
};

const roles = [
  { value: 'non_resident', label: 'Not a resident', detail: 'Gets a doorcode that you can read out.' },
  { value: 'resident', label: 'Resident', detail: 'Sees the code only in the Latch app. Nobody here can read it.' },
];

export function GrantFields({ form, recipient, buildingId, accesses, failure, onSubmit, onClose }: Props) {
  const { errors } = useFormState({ control: form.control });
  const values = useFormValues(form.control);
  const isOneDay = values.answers.length === 'today' || values.answers.length === 'tomorrow';
  const { checkRules, onAnswer } = useRuleChecks(form);
  const isOfField = formField(failure?.field) !== null;
  return (
    <form id={grantFormId} onSubmit={onSubmit} noValidate className="grid grid-cols-1 gap-7">
      {failure && !isOfField && <FormFailure failure={failure} />}
      {recipient ? (
        <KnownPerson
          recipient={recipient}
          error={errors.recipient?.email?.message ?? errors.recipient?.phone?.message}
        />
      ) : (
        <NewPerson form={form} />
      )}
      <Controller
        control={form.control}
        name="doors"
        render={({ field, fieldState }) => (
          <DoorChooser
            chosen={field.value}
            onChange={(doors) => {
              field.onChange(doors);
              checkRules();
            }}
            buildingId={buildingId}
            heldDoorIds={accesses.filter(isHeldNow).map(({ doorId }) => doorId)}
            error={fieldState.error?.message}
          />
        )}
      />
      <HowLong
        form={form}
        values={values}
        onAnswer={onAnswer}
        laterDay={<PlanLink start={planStartOf(values, recipient)} onClose={onClose} />}
      />
      {!isOneDay && <WhenFields form={form} values={values} />}
      <KindChoice form={form} values={values} onChoice={checkRules} />
      <SendTo form={form} values={values} recipient={recipient} />
      <RadioGroup
        label="As what?"
        options={roles}
        {...form.register('terms.role', { onChange: checkRules })}
        value={values.terms.role}
      />
      <div className="grid gap-2">
        <Checkbox
          label="May pass this access on to guests"
          error={errors.terms?.shareable?.message}
          {...form.register('terms.shareable', { onChange: checkRules })}
        />
        <Checkbox
          label={isDaily(kindOf(values)) ? 'Let Latch send the code' : 'Let Latch send the invite'}
          hint="OpenKit cannot send it again later."
          error={errors.terms?.notify?.message}
          {...form.register('terms.notify', { onChange: checkRules })}
        />
      </div>
      <TextField
        label="What is it for?"
        isOptional
        autoComplete="off"
        dir="auto"
        maxLength={300}
        hint="A job number, or a few words. It is shown with their access here; Latch does not get it."
        error={errors.note?.message}
        {...form.register('note')}
      />
      <Consequences form={values} recipient={recipient} accesses={accesses} />
      {failure && isOfField && <RequestId id={failure.requestId} />}
    </form>
  );
}

const isHeldNow = ({ isHeld, state }: AccessView): boolean => isHeld && state === 'active';
