/** As many questions as a console on two cores answers side by side. */
const lanes = 6;

/** Does this with each of them, several at once. Rejects with the first failure. */
export async function severalAtOnce<T>(all: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  const lane = async () => {
    for (const one of left) await act(one);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
