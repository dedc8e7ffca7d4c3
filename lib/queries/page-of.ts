import type { Page } from '../page.ts';
import type { Schema } from './fetch-json.ts';

/** What checks a page whose rows `item` checks. */
export const pageOf =
  <T>(item: () => Promise<Schema<T>>) =>
  async (): Promise<Schema<Page<T>>> => {
    const [{ pageSchema }, row] = await Promise.all([import('../schemas/page.ts'), item()]);
    return pageSchema(row);
  };
