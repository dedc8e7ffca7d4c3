/**
 * One instance a process, also where Next loads a module twice (its instrumentation and its routes are separate
 * bundles): module state is not shared there, globalThis is.
 */
export function singleton<T>(name: string, make: () => T): T {
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  const key = Symbol.for(`gatehouse.${name}`);
  const found = store[key];
  if (found !== undefined) return found;
  const made = make();
  store[key] = made;
  return made;
}
