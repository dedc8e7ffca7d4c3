/** What is shorter is read about as fast as it is looked up. */
const shortestText = 500;
/** Each connection keeps what it has prepared for good: some hundred kilobytes for a long statement. */
const mostNames = 64;
const mostSeen = 500;

const names = new Map<string, string>();
const seen = new Set<string>();

/**
 * The name under which a connection is to keep a statement, so that its text is sent and read once and not with every
 * request; undefined for what was not asked twice, is short, or came after as many as a connection should keep.
 */
export function preparedName(text: string): string | undefined {
  if (text.length < shortestText) return undefined;
  const known = names.get(text);
  if (known || names.size >= mostNames) return known;
  if (!seen.delete(text)) {
    if (seen.size >= mostSeen) seen.clear();
    seen.add(text);
    return undefined;
  }
  const name = `statement_${names.size}`;
  names.set(text, name);
  return name;
}
