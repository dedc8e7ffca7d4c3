'use client';

import { exportEvidence } from '#server/actions/exports';
import { useExport } from '@/components/data-table/use-export';
import { Button } from '@/components/ui/button';

/** The signed worksheet as a file, byte for byte what its hash was made of. */
export function ExportEvidenceButton({ certificationId }: { certificationId: string }) {
  const { isPending, start } = useExport();
  return (
    <Button icon="download" isPending={isPending} onClick={() => void start(() => exportEvidence({ certificationId }))}>
      As a file
    </Button>
  );
}
