import { useState } from 'react';

/**
 * What a job is about, as it is read now, and from the moment of sending as it was then: while the job runs, its doors
 * are held no more. `value` has to stay the same object as long as nothing about it changes.
 */
export function useAsSent<T extends object>(value: T, isSent: boolean): T {
  const [seen, setSeen] = useState(value);
  if (isSent) return seen;
  if (seen !== value) setSeen(value);
  return value;
}
