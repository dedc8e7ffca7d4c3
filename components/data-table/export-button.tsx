'use client';

import type { ExportListInput } from '#lib/schemas/export';
import { exportList } from '#server/actions/exports';
import { Button } from '@/components/ui/button';
import { useExport } from './use-export.ts';

type Props = { input: ExportListInput; children: string; className?: string };

/** Takes rows of the list out as a CSV file. */
export function ExportButton({ input, children, className = '' }: Props) {
  const { isPending, start } = useExport();
  return (
    <Button
      icon="download"
      isPending={isPending}
      onClick={() => void start(() => exportList(input))}
      className={className}
    >
      {children}
    </Button>
  );
}
