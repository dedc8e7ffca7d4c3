'use client';

import { type FormEvent, useState } from 'react';
import type { Failure } from '#lib/errors';
import { countedAbout } from '#lib/messages/counts';
import { sentenceFor } from '#lib/messages/message-for';
import type { BulkWish } from '#lib/schemas/dry-run';
import type { Count } from '#lib/schemas/page';
import type { Selection } from '#lib/schemas/selection';
import { parseLocalDate } from '#lib/time/day';
import { Button } from '@/components/ui/button';
import { DayField } from '@/components/ui/day-field';
import { FormFailure } from '@/components/ui/form-failure';
import { RadioGroup } from '@/components/ui/radio-group';
import { Sheet } from '@/components/ui/sheet';
import { usePlan } from './use-plan.ts';

const formId = 'extend-many';
const noDay = sentenceFor({ code: 'invalid', params: { reason: 'date_required' } });
const ends = [
  { value: '12', label: '12 months later than each ends now' },
  { value: '6', label: '6 months later' },
  { value: '1', label: '1 month later' },
  { value: 'day', label: 'All on the same day' },
  { value: 'never', label: 'Never' },
];

type Props = { selection: Selection; total: Count; onClose: () => void };

/** Another end for everything selected. */
export default function ExtendSheet({ selection, total, onClose }: Props) {
  const [choice, setChoice] = useState('12');
  const [day, setDay] = useState('');
  const [isChecked, setChecked] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { isPending, plan } = usePlan(selection, setFailure);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const end = endOf(choice, day);
    if (end) void plan({ kind: 'extend', end });
  };
  return (
    <Sheet
      title={`Extend ${countedAbout(total, ...nouns(selection))}`}
      facts="You see what would be sent before anything is."
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isPending={isPending}>
            Make a dry run
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="grid grid-cols-1 gap-7">
        {failure && <FormFailure failure={failure} />}
        <RadioGroup
          label="When should they end?"
          name="end"
          options={ends}
          value={choice}
          onChange={(event) => setChoice(event.target.value)}
        />
        {choice === 'day' && (
          <DayField
            label="Last day"
            value={day}
            onChange={setDay}
            hint="They end with this day where each door is. Guests whom you let in for them stay no longer."
            error={isChecked && day === '' ? noDay : undefined}
          />
        )}
      </form>
    </Sheet>
  );
}

const nouns = ({ list }: Selection): [string, string] =>
  list === 'people' ? ['person', 'people'] : ['access', 'accesses'];

function endOf(choice: string, day: string): Extract<BulkWish, { kind: 'extend' }>['end'] | null {
  if (choice === 'never') return { kind: 'never' };
  if (choice === 'day') return parseLocalDate(day) === null ? null : { kind: 'day', day };
  return { kind: 'later', months: Number(choice) };
}
