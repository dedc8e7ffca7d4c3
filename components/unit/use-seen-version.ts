import { useState } from 'react';
import type { Failure } from '#lib/errors';

/**
 * The version that a form was filled from, whatever the page behind it shows by now. `learn` takes over the one that a
 * refused save says is there, so that the next save knows of it, and answers whether there was one.
 */
export function useSeenVersion(filledFrom: string | undefined) {
  const [seenVersion, setSeenVersion] = useState(filledFrom);
  const learn = ({ params: { version } }: Failure): boolean => {
    if (version === undefined) return false;
    setSeenVersion(String(version));
    return true;
  };
  return { seenVersion, learn };
}
