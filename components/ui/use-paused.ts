import { useEffect, useState } from 'react';

/** The value once it has rested for so long: for asking the server while somebody types. */
export function usePaused(value: string, pauseMs = 250): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return rested;
}
