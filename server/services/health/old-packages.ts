import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { may } from '#lib/permissions';
import type { Session } from '#server/auth/session';
import { log } from '#server/log';
import { singleton } from '#server/singleton';

export const floorsSchema = z.object({
  checked: z.iso.date(),
  floors: z.record(z.string(), z.object({ floor: z.string(), because: z.string().min(1) })),
});
const manifestSchema = z.object({ version: z.string() });

/** A package that is installed in a version with a known hole. `floor`: the first without. */
export type OldPackage = { name: string; version: string; floor: string; because: string };

/** What is installed below the floors of `scripts/version-floors.json`: the lock file is no proof of what runs. */
export function findOldPackages(root = process.cwd()): OldPackage[] {
  const read = (file: string): unknown =>
    JSON.parse(readFileSync(path.join(/*turbopackIgnore: true*/ root, file), 'utf8'));
  const { floors } = floorsSchema.parse(read('scripts/version-floors.json'));
  return Object.entries(floors).flatMap(([name, { floor, because }]) => {
    const { version } = manifestSchema.parse(read(`node_modules/${name}/package.json`));
    return isBelow(version, floor) ? { name, version, floor, because } : [];
  });
}

export function isBelow(version: string, floor: string): boolean {
  const [mine, lowest] = [numbers(version), numbers(floor)];
  const at = mine.findIndex((part, index) => part !== lowest[index]);
  return at >= 0 && (mine[at] ?? 0) < (lowest[at] ?? 0);
}

const numbers = (version: string): number[] => version.split(/[.-]/).slice(0, 3).map(Number);

/** As they were when this process began: what is installed later does not run in it. */
const running = () =>
  singleton('old-packages', () => {
    try {
      return findOldPackages();
    } catch (err) {
      log.error({ err }, 'nobody knows whether packages with known holes run');
      return [];
    }
  });

/** For whoever can do something about it. */
export const listOldPackages = ({ staff }: Session): OldPackage[] =>
  may(staff.role, 'setting.manage') ? running() : [];

/** A line in the log for each, where nobody opens a page. Call once at start. */
export function tellOldPackages(): void {
  for (const found of running()) log.warn(found, 'a package with a known hole runs');
}
