'use client';

import { useState } from 'react';
import type { AccessRow } from '#lib/schemas/access-row';
import { type AccessListStart, accessRow } from '@/components/access/access-list';
import { DataTable } from '@/components/data-table/data-table';
import { FilterSelect } from '@/components/data-table/filter-select';
import { EmptyState } from '@/components/ui/empty-state';
import { IconButton } from '@/components/ui/icon-button';
import { onDemand } from '@/components/ui/on-demand';
import { doorcodesParams } from '../search-params.ts';
import { doorcodesColumns } from './doorcodes-columns.tsx';

const CodeSheet = onDemand(() => import('./code-sheet.tsx').then((module) => module.CodeSheet));

const source = {
  path: '/api/doorcodes',
  item: async () => (await import('#lib/schemas/access-row')).accessRowSchema,
  isCounted: true,
} as const;
const noun = { one: 'access', many: 'accesses' };
const withoutCode = [{ value: 'missing', label: 'Without a code' }] as const;

type Props = { initial: AccessListStart; mayReveal: boolean };

export function DoorcodesTable({ initial, mayReveal }: Props) {
  const [open, setOpen] = useState<AccessRow | null>(null);
  return (
    <>
      <DataTable
        noun={noun}
        searchLabel="Search doorcodes by person or door"
        columns={doorcodesColumns}
        exportAs="doorcodes"
        keptAs="doorcodes"
        query={{ source, shape: doorcodesParams, initial }}
        row={accessRow}
        rowActions={mayReveal ? (access) => <CodeButton access={access} onOpen={() => setOpen(access)} /> : undefined}
        filters={({ values, filter }) => (
          <FilterSelect
            label="Code"
            everything="With a code"
            options={withoutCode}
            value={values.code}
            onChange={(code) => filter({ code })}
          />
        )}
        empty={
          <EmptyState kind="no-data" title="No doorcode works now">
            Codes appear here when someone who is not a resident has access to a door. Residents see theirs only in the
            Latch app.
          </EmptyState>
        }
      />
      {open && <CodeSheet access={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function CodeButton({ access, onOpen }: { access: AccessRow; onOpen: () => void }) {
  if (access.doorcodeStatus !== 'valid') return null;
  return (
    <IconButton
      icon="eye"
      label={`Doorcode of ${access.personName} for ${access.doorName}`}
      tabIndex={-1}
      onClick={onOpen}
    />
  );
}
