'use client';

import { useState } from 'react';
import type { Page } from '#lib/page';
import type { DoorAccessRow } from '#lib/schemas/door-access';
import type { Count } from '#lib/schemas/page';
import { DataTable } from '@/components/data-table/data-table';
import { DiagnosisSheet, preloadDiagnosisSheet } from '@/components/diagnosis/lazy-diagnosis-sheet';
import { EmptyState } from '@/components/ui/empty-state';
import { IconButton } from '@/components/ui/icon-button';
import { doorAccessParams, type Shown } from '../search-params.ts';
import { doorAccessColumns } from './door-access-columns.tsx';

const noun = { one: 'access', many: 'accesses' };
const row = {
  href: (access: DoorAccessRow) => `/people/${access.personId}`,
  name: (access: DoorAccessRow) => access.personName,
};

type Props = {
  doorId: string;
  show: Shown;
  initial: { search: string; page: Page<DoorAccessRow>; count: Count };
};

/** Who could, can or will open this door. */
export function DoorAccessTable({ doorId, show, initial }: Props) {
  const source = {
    path: `/api/doors/${doorId}/accesses`,
    item: async () => (await import('#lib/schemas/door-access')).doorAccessRowSchema,
    isCounted: true,
    fixed: { show },
  } as const;
  const [inQuestion, setInQuestion] = useState<DoorAccessRow | null>(null);
  return (
    <>
      <DataTable
        noun={noun}
        searchLabel="Search by name, email or phone"
        columns={doorAccessColumns}
        query={{ source, shape: doorAccessParams, initial }}
        row={row}
        rowActions={(access) => (
          <IconButton
            icon="question"
            label={`It doesn’t work: ${access.personName}`}
            tabIndex={-1}
            onPointerEnter={preloadDiagnosisSheet}
            onClick={() => setInQuestion(access)}
          />
        )}
        empty={
          <EmptyState kind="no-data" title={emptyTitles[show]}>
            Access given in Mission Control to people who are not your users is not shown.
          </EmptyState>
        }
      />
      {inQuestion && (
        <DiagnosisSheet
          personId={inQuestion.personId}
          personName={inQuestion.personName}
          personHref={`/people/${inQuestion.personId}`}
          doorId={doorId}
          onClose={() => setInQuestion(null)}
        />
      )}
    </>
  );
}

const emptyTitles: Record<Shown, string> = {
  now: 'Nobody can open this door now',
  next: 'Nobody’s access begins later',
  ended: 'No access has ended yet',
};
