/** Ends this process when the launcher that started it is gone: a killed launcher leaves no child on its ports. */
export function bindToLauncher(): void {
  if (process.send) process.once('disconnect', () => process.exit(0));
}
