/**
 * Refreshes again and again, each time only after the last one ended, and tells `tell` the error of each, or null.
 * `pause` resolves when it is time for the next; `isWatched` says whether anybody would see it. Never rejects, never ends.
 */
export async function keepRefreshing({ refresh, tell, pause, isWatched }) {
  for (;;) {
    if (isWatched()) {
      try {
        await refresh();
        tell(null);
      } catch (error) {
        tell(error);
      }
    }
    await pause();
  }
}
