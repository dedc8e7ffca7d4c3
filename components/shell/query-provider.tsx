'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { RequestError } from '#lib/queries/fetch-json';

const freshMs = 30_000;
const attempts = 2;

/** The browser's cache of lists and details. Reads go to our mirror, never to OpenKit, so a repeat costs little. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: freshMs,
            refetchOnWindowFocus: false,
            retry: (failures, error) => failures < attempts && isPassing(error),
          },
        },
      }),
  );
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

const isPassing = (error: Error): boolean => error instanceof RequestError && error.failure.code === 'unavailable';
