/**
 * The bytes of `{"<name>":[rows…], …rest}`, of rows that are JSON already. Encoded row by row: as one text, a single
 * name beyond Latin-1 would make the engine keep the whole page, nearly all of it uuids and instants, at two bytes a
 * character.
 */
export function pageBytes(name: string, rows: readonly string[], rest: Record<string, unknown>): Buffer {
  const end = JSON.stringify(rest).slice(1);
  const pieces = [`{"${name}":[`];
  for (const [index, row] of rows.entries()) pieces.push(index === 0 ? '' : ',', row);
  pieces.push(end === '}' ? ']}' : `],${end}`);
  const bytes = Buffer.allocUnsafe(pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0));
  pieces.reduce((at, piece) => at + bytes.write(piece, at), 0);
  return bytes;
}
