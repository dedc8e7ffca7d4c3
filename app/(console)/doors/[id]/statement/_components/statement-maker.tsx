'use client';

import { type FormEvent, useState } from 'react';
import type { Failure } from '#lib/errors';
import type { DoorStatement } from '#lib/schemas/door-statement';
import { isUnreadable, type LocalDate } from '#lib/time/day';
import { makeDoorStatement } from '#server/actions/doors';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Button } from '@/components/ui/button';
import { DayField } from '@/components/ui/day-field';
import { FormFailure } from '@/components/ui/form-failure';
import { PrintButton } from '@/components/ui/print-button';
import { DoorStatementPaper } from './door-statement-paper.tsx';

type Days = { firstDay: LocalDate; lastDay: LocalDate };

/** Takes the days, has the statement made, and shows it as it prints. */
export function StatementMaker({ doorId, ...offered }: { doorId: string } & Days) {
  const [days, setDays] = useState<Days>(offered);
  const [statement, setStatement] = useState<DoorStatement | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isPending, setPending] = useState(false);

  async function make(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending || [days.firstDay, days.lastDay].some(isUnreadable)) return;
    setPending(true);
    const answer = await withStepUp(() => makeDoorStatement({ doorId, ...days }));
    setPending(false);
    setStatement(answer.ok ? answer.value : null);
    setFailure(answer.ok ? null : answer.error);
  }

  const field = (name: keyof Days, label: string) => ({
    label,
    value: days[name],
    onChange: (day: string) => setDays({ ...days, [name]: day }),
    error: failure?.field === name ? failure : undefined,
  });
  const isAboutField = failure?.field === 'firstDay' || failure?.field === 'lastDay';
  return (
    <div className="grid gap-4 py-4">
      <form method="post" onSubmit={make} noValidate className="flex flex-wrap items-end gap-3 print:hidden">
        <DayField {...field('firstDay', 'First day')} />
        <DayField {...field('lastDay', 'Last day')} />
        <Button type="submit" variant={statement ? undefined : 'primary'} isPending={isPending}>
          Make the statement
        </Button>
        {statement && <PrintButton />}
      </form>
      {failure && !isAboutField && <FormFailure failure={failure} />}
      {statement && <DoorStatementPaper statement={statement} />}
    </div>
  );
}
