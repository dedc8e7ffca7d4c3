'use client';

import type { ExportListName } from '#lib/schemas/export';
import { isSelectable } from '#lib/selectable-lists';
import { useMay } from '@/components/viewer/viewer';
import { ExportButton } from './export-button.tsx';
import type { SelectionActions } from './list-selection.tsx';

/** What can be done with chosen rows: whatever the page offers, and a file of them where the viewer may export. */
export function useListActions(
  selection: SelectionActions | undefined,
  exportAs: ExportListName | undefined,
  columns: string[],
): { selection: SelectionActions | undefined; exportAs: ExportListName | undefined } {
  const mayExport = useMay('export.create');
  if (!mayExport || exportAs === undefined) return { selection, exportAs: undefined };
  if (!isSelectable(exportAs)) return { selection, exportAs };
  return {
    exportAs,
    selection: {
      list: exportAs,
      actions: (chosen) => (
        <>
          {selection?.actions(chosen)}
          <ExportButton input={{ selection: chosen.selection, columns }}>Export</ExportButton>
        </>
      ),
    },
  };
}
