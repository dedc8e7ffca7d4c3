'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Failure } from '#lib/errors';
import { counted } from '#lib/messages/counts';
import { buildingOptions } from '#lib/queries/buildings';
import { failureOf } from '#lib/queries/fetch-json';
import { unitSuggestions } from '#lib/queries/units';
import { adoptUnits } from '#server/actions/units';
import { FilterSelect } from '@/components/data-table/filter-select';
import { FormFailure } from '@/components/grant-access/form-failure';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { showToast } from '@/components/ui/toast-store';
import { Suggestions } from './suggestions.tsx';

/** Units as the names of a building's doors suggest them, with who holds those doors; all ticked. */
export default function AdoptSheet({ buildingId, onClose }: { buildingId: string; onClose: () => void }) {
  const client = useQueryClient();
  const buildings = useQuery(buildingOptions());
  const [building, setBuilding] = useState(buildingId);
  const chosenBuilding = building || (buildings.data?.[0]?.id ?? '');
  const found = useQuery(unitSuggestions(chosenBuilding));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const suggestions = found.data ?? [];
  const names = suggestions.map(({ name }) => name).filter((name) => !left.has(name));

  const adopt = async () => {
    setSending(true);
    setFailure(null);
    const answer = await withStepUp(() => adoptUnits({ buildingId: chosenBuilding, names }));
    setSending(false);
    if (!answer.ok) return setFailure(answer.error);
    const { units, people } = answer.value;
    showToast(`${counted(units, 'unit')} adopted with ${counted(people, 'person', 'people')}`);
    void client.invalidateQueries({ queryKey: ['/api/units'] });
    onClose();
  };
  return (
    <Sheet
      title="Adopt units from doors"
      facts="Nothing is sent to OpenKit: this only notes who holds what, and why."
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            isPending={isSending}
            disabledReason={names.length === 0 ? 'No unit is ticked.' : undefined}
            onClick={() => void adopt()}
          >
            Adopt {counted(names.length, 'unit')}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-1 gap-4">
        {failure && <FormFailure failure={failure} />}
        <FilterSelect
          label="Building"
          everything="Choose a building"
          options={(buildings.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={chosenBuilding}
          onChange={(id) => {
            setBuilding(id);
            setLeft(new Set());
          }}
        />
        {found.isError && <ErrorState failure={failureOf(found.error)} />}
        {found.isFetching && suggestions.length === 0 && <SkeletonRows count={8} />}
        {found.isSuccess && suggestions.length === 0 && (
          <EmptyState kind="no-data" title="No door of this building suggests another unit">
            Private doors named like 4B or Apt 4B do. Make a unit by hand for others.
          </EmptyState>
        )}
        <Suggestions suggestions={suggestions} left={left} onChange={setLeft} />
      </div>
    </Sheet>
  );
}
