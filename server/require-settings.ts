import { SettingsError, settings } from './settings.ts';

/**
 * Ends a process whose settings are unsafe or missing, with the sentence that names them, before it serves anything.
 */
export function requireSettings(): void {
  try {
    settings();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
