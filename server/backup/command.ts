import { LaunchError } from '#server/launcher/launch-error';
import { SettingsError } from '#server/settings';

/** Runs a command's work; what the operator can mend is said in one sentence and ends it with exit code 1. */
export async function runCommand(work: () => Promise<string>): Promise<void> {
  try {
    console.log(await work());
  } catch (error) {
    if (!(error instanceof LaunchError) && !(error instanceof SettingsError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** The one FILE a command was given. */
export function fileArgument(command: string): string {
  const [file, ...rest] = process.argv.slice(2);
  if (file && rest.length === 0) return file;
  throw new LaunchError(`Name one file: npm run ${command} -- FILE`);
}
