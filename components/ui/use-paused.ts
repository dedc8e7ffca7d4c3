import { useEffect, useState } from 'react';

const pauseMs = 250;

/** The value once it has rested for a quarter of a second: for asking the server while somebody types. */
export function usePaused(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
