import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Failure } from '#lib/errors';
import { buildingOptions } from '#lib/queries/buildings';
import type { CodeSheet } from '#lib/schemas/code-sheet';
import { revealCodeSheet } from '#server/actions/doorcodes';
import { FilterSelect } from '@/components/data-table/filter-select';
import { useHideSoon } from '@/components/doorcode/use-hide-soon';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Button } from '@/components/ui/button';
import { FormFailure } from '@/components/ui/form-failure';
import { Sheet } from '@/components/ui/sheet';
import { PaperSheet } from './paper-sheet.tsx';

type Props = { buildingId: string; onClose: () => void };

/**
 * Chooses a building, shows its day codes of today once, and prints them. They go with the sheet, and as a code on the
 * screen does.
 */
export default function PrintSheet({ buildingId, onClose }: Props) {
  const buildings = useQuery(buildingOptions());
  const [chosen, setChosen] = useState(buildingId);
  const [sheet, setSheet] = useState<CodeSheet | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isPending, setPending] = useState(false);

  useHideSoon(sheet, onClose);

  const show = async () => {
    setPending(true);
    setFailure(null);
    const answer = await withStepUp(() => revealCodeSheet({ buildingId: chosen }));
    setPending(false);
    if (answer.ok) setSheet(answer.value);
    else setFailure(answer.error);
  };

  const options = (buildings.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Sheet
      title="Today’s codes on paper"
      facts="Written to the log as one action, under your name. Your name is printed across the paper."
      onClose={onClose}
      footer={
        sheet ? (
          <Button variant="primary" onClick={() => window.print()}>
            Print
          </Button>
        ) : (
          <Button
            variant="primary"
            isPending={isPending}
            disabledReason={chosen ? undefined : 'Choose a building first.'}
            onClick={() => void show()}
          >
            Show the codes
          </Button>
        )
      }
    >
      {sheet ? (
        <PaperSheet sheet={sheet} />
      ) : (
        <div className="grid gap-4">
          {failure && <FormFailure failure={failure} />}
          <FilterSelect
            label="Building"
            everything="Choose a building"
            options={options}
            value={chosen}
            onChange={setChosen}
          />
          <p className="text-sm text-muted">
            It shows only day codes for today. They end at midnight by themselves. You have 30 seconds to press Print,
            in this window: then they are hidden again.
          </p>
        </div>
      )}
    </Sheet>
  );
}
