import { randomUUID } from 'node:crypto';

/**
 * Gives ids, four thousand million at most, that follow each other: PostgreSQL finds their place in an index at once,
 * and looks for that of scattered ones. It also asks the system for each that it makes by itself.
 */
export function idsInARow(): () => string {
  const start = randomUUID().slice(0, -8);
  let next = 0;
  return () => {
    const id = start + next.toString(16).padStart(8, '0');
    next += 1;
    return id;
  };
}
