/**
 * As tall as the rows that will come, so that nothing jumps. Invisible for the first 150 ms: short waits show nothing.
 */
export function SkeletonRows({ count }: { count: number }) {
  return (
    <div aria-hidden="true" className="appear-late">
      {Array.from({ length: count }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move.
        <div key={row} className="flex h-(--row-height) items-center gap-6 border-b border-line max-sm:h-16">
          <span className="h-2.5 w-1/4 rounded-sm bg-sunken" />
          <span className="h-2.5 w-1/3 rounded-sm bg-sunken" />
          <span className="h-2.5 w-1/6 rounded-sm bg-sunken" />
        </div>
      ))}
    </div>
  );
}
