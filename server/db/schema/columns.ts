import { customType, timestamp } from 'drizzle-orm/pg-core';

/** A moment, read as ISO text in UTC: see the parsers of `server/db/pool.ts`. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });

/** Compared byte by byte, so that keyset pages and prefix searches can use the same index. */
export const sortText = customType<{ data: string }>({ dataType: () => 'text collate "C"' });
