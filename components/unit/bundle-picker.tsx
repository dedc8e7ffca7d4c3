'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { counted, listed } from '#lib/messages/counts';
import { failureOf } from '#lib/queries/fetch-json';
import { listPage } from '#lib/queries/list';
import { Checkbox } from '@/components/ui/checkbox';
import { FailureLine } from '@/components/ui/failure-line';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { TextField } from '@/components/ui/text-field';
import { usePaused } from '@/components/ui/use-paused';

const bundles = {
  path: '/api/bundles',
  item: async () => (await import('#lib/schemas/bundle')).bundleRowSchema,
} as const;

type Props = { chosen: readonly string[]; onChange: (bundleIds: string[]) => void };

/** Bundles, ticked in a list that can be searched. What differs on their doors stays as the bundle says. */
export function BundlePicker({ chosen, onChange }: Props) {
  const [typed, setTyped] = useState('');
  const found = useQuery(listPage(bundles, `?${new URLSearchParams({ q: usePaused(typed.trim()), limit: '50' })}`));
  const toggle = (id: string, isOn: boolean) =>
    onChange(isOn ? [...chosen, id] : chosen.filter((other) => other !== id));
  if (found.isSuccess && found.data.items.length === 0 && typed === '' && chosen.length === 0) return null;
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1 font-medium">
        Bundles <span className="font-normal text-muted">{counted(chosen.length, 'bundle')} chosen</span>
      </legend>
      <TextField
        label="Search bundles"
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        autoComplete="off"
        maxLength={200}
      />
      <div className="max-h-48 overflow-y-auto rounded border border-line px-3 py-2">
        {found.isPending && <SkeletonRows count={3} />}
        {found.isError && <FailureLine failure={failureOf(found.error)} />}
        {found.isSuccess && found.data.items.length === 0 && <p className="text-sm text-muted">No bundle matches.</p>}
        {found.data?.items.map((bundle) => (
          <Checkbox
            key={bundle.id}
            label={
              <>
                <bdi>{bundle.name}</bdi> <bdi className="text-muted">{bundle.buildingName}</bdi>
              </>
            }
            hint={listed(bundle.doors, 4)}
            checked={chosen.includes(bundle.id)}
            onChange={(event) => toggle(bundle.id, event.target.checked)}
          />
        ))}
      </div>
    </fieldset>
  );
}
