'use client';

import { type FormEvent, useState } from 'react';
import type { Failure } from '#lib/errors';
import { counted, listed } from '#lib/messages/counts';
import { fullName } from '#lib/names';
import type { Instant } from '#lib/time/instant';
import { grantAccess } from '#server/actions/accesses';
import { ask } from '@/components/action/ask';
import { leadToFirstMistake } from '@/components/action/first-mistake';
import { useIntent } from '@/components/action/use-intent';
import { DoorChooser } from '@/components/grant-access/door-chooser';
import { JobProgress } from '@/components/operation/job-progress';
import { PlanLink } from '@/components/plan/plan-link';
import { Button } from '@/components/ui/button';
import { useNow } from '@/components/ui/clock';
import { FormFailure } from '@/components/ui/form-failure';
import { RadioGroup } from '@/components/ui/radio-group';
import { Sheet } from '@/components/ui/sheet';
import { CodeCards } from './code-cards.tsx';
import { DayCodeContact } from './day-code-contact.tsx';
import { type DayCodeForm, dayCodeErrors, dayCodeField, dayCodeInput, emptyDayCode, presets } from './day-code-form.ts';

const formId = 'day-code';
const days = [
  { value: 'today', label: 'Today' },
  { value: 'tomorrow', label: 'Tomorrow' },
];

/** A code for one day: doors, then whom for, then the card to hand over. */
export default function DayCodeSheet({ buildingId, onClose }: { buildingId: string; onClose: () => void }) {
  const now = useNow();
  const [form, setForm] = useState<DayCodeForm>(emptyDayCode);
  const [step, setStep] = useState<'doors' | 'contact'>('doors');
  const [isChecked, setChecked] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const [sent, setSent] = useState<{ operationId: string; start: Instant } | null>(null);
  const intent = useIntent();
  const found = dayCodeErrors(form, now);
  const refused = dayCodeField(failure?.field);
  const { firstName, lastName } = form;
  const errors = { ...(isChecked ? found : {}), ...(failure && refused ? { [refused]: failure } : {}) };
  const change = (part: Partial<DayCodeForm>) => {
    setFailure(null);
    setForm((before) => ({ ...before, ...part }));
  };
  const toContact = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    if (found.doors) return leadToFirstMistake(event.currentTarget);
    setChecked(false);
    setStep('contact');
  };
  const issue = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    if (isSending) return;
    if (Object.keys(found).length > 0) return leadToFirstMistake(event.currentTarget);
    setSending(true);
    setFailure(null);
    const input = { ...dayCodeInput(form, now), intentId: intent.idFor(form) };
    const answer = await ask(grantAccess(input));
    setSending(false);
    if (answer.ok) setSent({ operationId: answer.value.operationId, start: input.terms.start });
    else {
      setFailure(answer.error);
      if (dayCodeField(answer.error.field) === 'doors') setStep('doors');
    }
  };

  if (sent) {
    return (
      <Sheet title={`Code for ${fullName(form)}`} onClose={onClose}>
        <div className="grid gap-4">
          <JobProgress
            operationId={sent.operationId}
            after={({ people: [person] }) =>
              person?.id && <CodeCards personId={person.id} form={form} start={sent.start} />
            }
          />
          <div>
            <Button onClick={onClose}>Close</Button>
          </div>
        </div>
      </Sheet>
    );
  }
  if (step === 'doors') {
    return (
      <Sheet
        title="Day code"
        facts="It works for one calendar day at the building and cannot be taken back."
        step={step}
        onClose={onClose}
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" form={formId} variant="primary">
              Continue
            </Button>
          </>
        }
      >
        <form id={formId} onSubmit={toContact} noValidate className="grid grid-cols-1 gap-6">
          {failure && !refused && <FormFailure failure={failure} />}
          <RadioGroup
            label="What for?"
            name="preset"
            options={presets}
            value={form.preset}
            onChange={(event) =>
              change({ preset: presets.find(({ value }) => value === event.target.value)?.value ?? 'tour' })
            }
          />
          <DoorChooser
            chosen={form.doors}
            onChange={(doors) => change({ doors })}
            buildingId={buildingId}
            heldDoorIds={[]}
            error={errors.doors}
          />
          <RadioGroup
            label="When?"
            name="day"
            options={days}
            value={form.day}
            onChange={(event) => change({ day: event.target.value === 'tomorrow' ? 'tomorrow' : 'today' })}
          />
          <PlanLink start={{ doors: form.doors, firstName, lastName, email: '', phone: '' }} onClose={onClose} />
        </form>
      </Sheet>
    );
  }
  return (
    <Sheet
      title="Day code"
      facts={`${listed(form.doors.map(({ name }) => name))}, ${form.day}`}
      step={step}
      onClose={onClose}
      footer={
        <>
          <Button onClick={() => setStep('doors')}>Back</Button>
          <Button type="submit" form={formId} variant="primary" isPending={isSending}>
            Issue {counted(form.doors.length, 'code')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={issue} noValidate className="grid grid-cols-1 gap-6">
        {failure && !refused && <FormFailure failure={failure} />}
        <DayCodeContact form={form} errors={errors} onChange={change} now={now} />
      </form>
    </Sheet>
  );
}
