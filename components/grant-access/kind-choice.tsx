import type { UseFormReturn } from 'react-hook-form';
import { proposeTerms } from '#lib/access-rules/propose-terms';
import { passcodeTypes } from '#lib/access-rules/terms';
import { passcodeTypeNames } from '#lib/messages/access-words';
import { proposalSentence } from '#lib/messages/proposal-words';
import { daysTouched } from '#lib/time/day';
import { useNow } from '@/components/ui/clock';
import { RadioGroup } from '@/components/ui/radio-group';
import type { GrantForm } from './grant-form.ts';
import { termsOf } from './grant-terms.ts';
import { zonesOf } from './grant-zones.ts';

const kinds = [
  { value: 'proposed', label: 'As proposed' },
  ...passcodeTypes.map((type) => ({ value: type, label: passcodeTypeNames[type] })),
];

type Props = { form: UseFormReturn<GrantForm>; values: GrantForm; onChoice: () => void };

/** What the answers come to and why, and for those who know OpenKit's kinds the choice itself. */
export function KindChoice({ form, values, onChoice }: Props) {
  const days = usePeriodDays(values);
  const isChosen = values.kind !== 'proposed';
  return (
    <div className="grid gap-2">
      <p aria-live="polite">
        {values.kind === 'proposed'
          ? proposalSentence(proposeTerms(values.answers), days)
          : `Chosen by you: ${passcodeTypeNames[values.kind].toLowerCase()}.`}
      </p>
      <details open={isChosen || undefined}>
        <summary className="w-fit cursor-pointer text-sm text-muted underline underline-offset-2 hover:text-ink max-sm:py-2.5">
          Choose the kind of access yourself
        </summary>
        <div className="pt-2">
          <RadioGroup
            label="Kind of access"
            options={kinds}
            {...form.register('kind', { onChange: onChoice })}
            value={values.kind}
          />
        </div>
      </details>
    </div>
  );
}

/** How many days a period touches at the first building; null while it is not whole. */
function usePeriodDays(values: GrantForm): number | null {
  const now = useNow();
  const { start, end } = termsOf({ ...values, kind: 'PERMANENT' }, now);
  if (!start || !end || end <= start) return null;
  return daysTouched({ start, end }, zonesOf(values.doors)[0] ?? 'UTC');
}
