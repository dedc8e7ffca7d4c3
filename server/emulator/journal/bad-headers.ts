import type { Route } from '../contract/route.ts';

/** Headers the contract writes that a call lacks, or sends with a value that cannot be meant. */
export function badHeaders({ headers }: Route, { header }: { header(name: string): string | undefined }): string[] {
  if (!headers) return [];
  const sent = Object.fromEntries(Object.keys(headers.shape).map((name) => [name, header(name)]));
  return (headers.safeParse(sent).error?.issues ?? []).map(({ path }) => path.join());
}
