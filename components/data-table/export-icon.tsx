'use client';

import type { ExportListInput } from '#lib/schemas/export';
import { exportList } from '#server/actions/exports';
import { IconButton } from '@/components/ui/icon-button';
import { useExport } from './use-export.ts';

/** Takes all rows of the list, as it is filtered, out as a CSV file. `what` names them: "1,284 people". */
export function ExportIcon({ input, what }: { input: ExportListInput; what: string }) {
  const { isPending, start } = useExport();
  return (
    <IconButton
      icon={isPending ? 'sync' : 'download'}
      label={`Export ${what} as CSV`}
      aria-busy={isPending || undefined}
      onClick={() => !isPending && void start(() => exportList(input))}
    />
  );
}
