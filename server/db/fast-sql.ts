import { noopEncoder, Param, SQL, type SQLChunk, StringChunk } from 'drizzle-orm';

const build = SQL.prototype.buildQueryFromSourceParams;

/**
 * Drizzle copies its settings and every text anew for each piece of a query that is put together from pieces, as lists
 * are from hundreds: as much work as the rest of their request. Texts, queries in queries and values are written down
 * in one go here; whatever else there is, drizzle writes.
 */
SQL.prototype.buildQueryFromSourceParams = function (chunks, given) {
  if (given.inlineParams || isInlined(this)) return build.call(this, chunks, given);
  const config = { ...given, paramStartIndex: given.paramStartIndex ?? { value: 0 } };
  const params: unknown[] = [];
  let text = '';
  const write = (chunk: SQLChunk): void => {
    if (chunk instanceof StringChunk) {
      for (const part of chunk.value) text += part;
    } else if (chunk instanceof SQL && !isInlined(chunk)) {
      for (const part of chunk.queryChunks) write(part);
    } else if (isValue(chunk) || isList(chunk)) {
      const value = chunk instanceof Param ? chunk.value : chunk;
      text += config.escapeParam(config.paramStartIndex.value++, value);
      params.push(value);
    } else {
      const written = build.call(this, [chunk], config);
      text += written.sql;
      params.push(...written.params);
    }
  };
  for (const chunk of chunks) write(chunk);
  return { sql: text, params };
};

const isInlined = (query: SQL): boolean => Reflect.get(query, 'shouldInlineParams') === true;

const isValue = (chunk: SQLChunk): boolean =>
  chunk === null || typeof chunk === 'string' || typeof chunk === 'number' || typeof chunk === 'boolean';

/** As `sql.param` gives it: one value, however many are in it. */
const isList = (chunk: SQLChunk): chunk is Param<unknown[]> =>
  chunk instanceof Param && chunk.encoder === noopEncoder && Array.isArray(chunk.value);
