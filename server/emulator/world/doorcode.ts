const codeSpace = 10_000_000;
/** Has no factor in common with the code space: a million accesses get a million different codes. */
const stride = 6_364_137;

/** The doorcode of the access with this id: seven digits as a number, never twice before ten million accesses. */
export function codeForAccess(accessId: number, seed: number): number {
  return (accessId * stride + Math.abs(seed) * 7_919 + 1_234_567) % codeSpace;
}

export function formatCode(code: number): string {
  return String(code).padStart(7, '0');
}
