'use client';

import { exportLog } from '#server/actions/exports';
import { useExport } from '@/components/data-table/use-export';
import { Button } from '@/components/ui/button';

/** The log as a file that proves itself: `npm run audit:verify` checks it with the public key. */
export function ExportLogButton() {
  const { isPending, start } = useExport();
  return (
    <Button icon="download" isPending={isPending} onClick={() => void start(() => exportLog({}))}>
      Export proof
    </Button>
  );
}
