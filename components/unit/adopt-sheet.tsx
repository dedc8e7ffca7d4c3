'use client';

import { type UseQueryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Failure, Result } from '#lib/errors';
import { counted } from '#lib/messages/counts';
import { failureOf } from '#lib/queries/fetch-json';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { FormFailure } from '@/components/ui/form-failure';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { showToast } from '@/components/ui/toast-store';
import { BuildingChoice, useBuilding } from './building-choice.tsx';
import { type Suggestion, Suggestions } from './suggestions.tsx';

type Props<S, Adopted> = {
  noun: 'unit' | 'bundle';
  buildingId: string;
  suggested: (buildingId: string) => UseQueryOptions<S[], Error, S[], string[]>;
  /** What adopting a suggestion would find. */
  found: (suggestion: S) => ReactNode;
  /** Which names of doors suggest one. */
  hint: string;
  adopt: (input: { buildingId: string; names: string[] }) => Promise<Result<Adopted>>;
  /** What was done, in a few words. */
  done: (adopted: Adopted) => string;
  onClose: () => void;
};

/** Units or bundles as the names of a building's doors suggest them, with who holds those doors; all ticked. */
export function AdoptSheet<S extends Suggestion, Adopted>(props: Props<S, Adopted>) {
  const { noun, onClose } = props;
  const client = useQueryClient();
  const [buildingId, setBuilding] = useBuilding(props.buildingId);
  const found = useQuery(props.suggested(buildingId));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const suggestions = found.data ?? [];
  const names = suggestions.map(({ name }) => name).filter((name) => !left.has(name));

  const adopt = async () => {
    setSending(true);
    setFailure(null);
    const answer = await withStepUp(() => props.adopt({ buildingId, names }));
    setSending(false);
    if (!answer.ok) return setFailure(answer.error);
    showToast(props.done(answer.value));
    void client.invalidateQueries({ queryKey: [`/api/${noun}s`] });
    onClose();
  };
  return (
    <Sheet
      title={`Adopt ${noun}s from doors`}
      facts="Nothing is sent to OpenKit: this only notes who holds what, and why."
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            isPending={isSending}
            disabledReason={names.length === 0 ? `No ${noun} is ticked.` : undefined}
            onClick={() => void adopt()}
          >
            Adopt {counted(names.length, noun)}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-1 gap-4">
        {failure && <FormFailure failure={failure} />}
        <BuildingChoice
          label="Building"
          value={buildingId}
          onChange={(id) => {
            setBuilding(id);
            setLeft(new Set());
          }}
        />
        {found.isError && <ErrorState failure={failureOf(found.error)} />}
        {found.isFetching && suggestions.length === 0 && <SkeletonRows count={8} />}
        {found.isSuccess && suggestions.length === 0 && (
          <EmptyState kind="no-data" title={`No door of this building suggests another ${noun}`}>
            {props.hint} Make a {noun} by hand for others.
          </EmptyState>
        )}
        <Suggestions
          label={`Suggested ${noun}s`}
          suggestions={suggestions}
          found={props.found}
          left={left}
          onChange={setLeft}
        />
      </div>
    </Sheet>
  );
}
