const most = 10;

/** The ids in an input, the first few: what somebody tried to reach. Of what cannot be written as JSON, none. */
export function idsIn(input: unknown): string[] {
  const ids = asText(input).match(/(?<=")[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=")/gi) ?? [];
  return [...new Set(ids)].slice(0, most);
}

function asText(input: unknown): string {
  try {
    return JSON.stringify(input) ?? '';
  } catch {
    return '';
  }
}
