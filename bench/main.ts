// `npm run bench -- NAME`: figures are ratios within one run, or counts; never milliseconds of one machine.
const benches: Record<string, () => Promise<void>> = {
  questions: async () => (await import('./questions.ts')).benchQuestions(),
  emulator: async () => (await import('./emulator.ts')).benchEmulator(),
  lists: async () => (await import('./lists/bench-lists.ts')).benchLists(process.argv[3]),
  requests: async () => (await import('./requests.ts')).benchRequests(process.argv[3], process.argv[4]),
  exports: async () => (await import('./exports.ts')).benchExports(process.argv[3]),
  sweep: async () => (await import('./sweep.ts')).benchSweep(),
  timeline: async () => (await import('./timeline.ts')).benchTimeline(),
  accepting: async () =>
    (await import('./accepting.ts')).benchAccepting(process.argv[3], Number(process.argv[4] ?? 5000)),
  operations: async () => (await import('./operations.ts')).benchOperations(),
  'sign-in': async () => (await import('./sign-in.ts')).benchSignIn(),
};

const name = process.argv[2] ?? '';
const bench = benches[name];
if (!bench) {
  console.error(`Name a bench: ${Object.keys(benches).join(', ')}.`);
  process.exit(1);
}
await bench();
