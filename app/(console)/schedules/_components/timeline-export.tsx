import { exportList } from '#server/actions/exports';
import { useExport } from '@/components/data-table/use-export';
import { Button } from '@/components/ui/button';
import { useMay } from '@/components/viewer/viewer';

type Props = { search: string; count: number; hasMore: boolean };

const columns = ['person', 'door', 'window', 'kind'];

/** Every bar as a line of CSV, those that were not scrolled to as well. */
export function TimelineExport({ search, count, hasMore }: Props) {
  const { isPending, start } = useExport();
  const mayExport = useMay('export.create');
  if (!mayExport || count === 0) return null;
  return (
    <Button
      variant="quiet"
      isPending={isPending}
      title={hasMore ? 'All of it, not only what is shown' : undefined}
      onClick={() =>
        void start(() =>
          exportList({ selection: { kind: 'filter', list: 'timeline', search, excludedIds: [] }, columns }),
        )
      }
    >
      Export CSV
    </Button>
  );
}
