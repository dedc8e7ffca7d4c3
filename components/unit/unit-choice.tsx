'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listed } from '#lib/messages/counts';
import { failureOf } from '#lib/queries/fetch-json';
import { listPage } from '#lib/queries/list';
import type { UnitRow } from '#lib/schemas/unit';
import { FailureLine } from '@/components/ui/failure-line';
import { RadioGroup } from '@/components/ui/radio-group';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { TextField } from '@/components/ui/text-field';
import { usePaused } from '@/components/ui/use-paused';

const units = { path: '/api/units', item: async () => (await import('#lib/schemas/unit')).unitRowSchema } as const;
const shown = 8;

type Props = {
  label: string;
  /** Searched in first; others are found by name all the same. */
  buildingId: string;
  /** Left out of the choice. */
  exceptId?: string;
  /** Only those somebody lives in. */
  isLivedIn?: boolean;
  chosen: UnitRow | null;
  onChoose: (unit: UnitRow) => void;
};

/** One unit, found by name or by who lives there. */
export function UnitChoice({ label, buildingId, exceptId, isLivedIn = false, chosen, onChoose }: Props) {
  const [typed, setTyped] = useState('');
  const q = usePaused(typed.trim());
  const search = new URLSearchParams({
    q,
    building: q ? '' : buildingId,
    limit: '50',
    state: isLivedIn ? 'lived_in' : '',
  });
  const found = useQuery({ ...listPage(units, `?${search}`), placeholderData: keepPreviousData });
  const options = (found.data?.items ?? []).filter(({ id }) => id !== exceptId).slice(0, shown);
  const choose = (id: string) => {
    const unit = options.find((one) => one.id === id);
    if (unit) onChoose(unit);
  };
  return (
    <div className="grid gap-3">
      <TextField
        label={label}
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        autoComplete="off"
        maxLength={200}
      />
      {/* As high for one unit as for many: what stands below neither moves while somebody types nor gets out of sight. */}
      <div
        className="h-72 overflow-y-auto rounded border border-line px-3 py-2 max-sm:h-56"
        aria-busy={found.isPlaceholderData}
      >
        {found.isPending && <SkeletonRows count={4} />}
        {found.isError && <FailureLine failure={failureOf(found.error)} />}
        {found.isSuccess && options.length === 0 && <p className="text-sm text-muted">{nothing(q, isLivedIn)}</p>}
        {options.length > 0 && (
          <RadioGroup
            label="Units"
            name="unit"
            value={chosen?.id ?? ''}
            onChange={(event) => choose(event.target.value)}
            options={options.map((unit) => ({
              value: unit.id,
              label: (
                <>
                  <bdi className="font-medium">{unit.name}</bdi> <bdi className="text-muted">{unit.buildingName}</bdi>
                </>
              ),
              detail: unit.people.length > 0 ? `Occupied by ${listed(foundFirst(unit.people, q), 4)}` : 'Vacant',
            }))}
          />
        )}
      </div>
    </div>
  );
}

/** Of many who live there, whoever was searched for is among those named. */
const foundFirst = (people: readonly string[], q: string): string[] =>
  people.toSorted((a, b) => Number(isNamed(b, q)) - Number(isNamed(a, q)));

const isNamed = (name: string, q: string): boolean => q !== '' && name.toLowerCase().includes(q.toLowerCase());

/** A search without hits is one thing, a house whose units nobody set up another. */
function nothing(q: string, isLivedIn: boolean): string {
  if (q) return 'No unit matches.';
  return isLivedIn
    ? 'No unit has a household yet. Adopt units from their doors first, on the page of units.'
    : 'No unit is set up yet. Adopt units from their doors first, on the page of units.';
}
