/** `4829103` → `482 9103`: a code in two halves, the longer one last, so that it can be read aloud. */
export function groupCode(code: string): string {
  const half = Math.floor(code.length / 2);
  return half === 0 ? code : `${code.slice(0, half)} ${code.slice(half)}`;
}

/** What stands in the place of a code that was not revealed; all codes of OpenKit have seven digits. */
export const maskedCode = '••• ••••';
