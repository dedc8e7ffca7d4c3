import { useEffect, useState } from 'react';

/** As many rows as one print holds: a large building. */
const mostPrinted = 2000;

type Rows = { hasNextPage: boolean; isFetchingNextPage: boolean; isError: boolean; fetchNextPage: () => unknown };

/** Reads the rows that nobody scrolled to yet, and prints once they are there, or as far as they could be read. */
export function usePrintAll({ hasNextPage, isFetchingNextPage, isError, fetchNextPage }: Rows, count: number) {
  const [isPreparing, setPreparing] = useState(false);
  useEffect(() => {
    if (!isPreparing || isFetchingNextPage) return;
    if (hasNextPage && !isError && count < mostPrinted) {
      void fetchNextPage();
      return;
    }
    setPreparing(false);
    window.print();
  }, [isPreparing, isFetchingNextPage, hasNextPage, isError, count, fetchNextPage]);
  return { isPreparing, print: () => setPreparing(true) };
}
