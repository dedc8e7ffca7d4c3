import { inArray } from 'drizzle-orm';
import type { Tx } from '../db/pool.ts';
import { building } from '../db/schema/mirror.ts';
import type { BuildingSnapshot } from '../openkit/types.ts';
import { saveWarnings } from '../openkit/warnings.ts';

/** `portfolio` with an empty name is called what it was called before. */
export type FilledBuilding = Omit<BuildingSnapshot, 'address' | 'portfolio'> & { address: string[] } & FilledPortfolio;
type FilledPortfolio = { portfolio: { id: string; name: string } | null; portfolioUntold: number };

type Known = Pick<
  typeof building.$inferSelect,
  'name' | 'address' | 'timeZone' | 'statedTimeZone' | 'portfolioId' | 'portfolioUntold'
>;

/**
 * Buildings with what OpenKit left out of them this time, or said in a way nobody can read, as it was known before: one
 * gap must not take a portfolio's staff their doors and what they have queued, nor a plan its day. A zone that is known
 * may go only for another one, a portfolio also where two sweeps running leave it out: leaving it out is how OpenKit says
 * that there is none. Where one is no longer told, that is a schema warning each time.
 */
export async function fillInBuildings(tx: Tx, buildings: BuildingSnapshot[]): Promise<FilledBuilding[]> {
  const vague = buildings.filter(isVague).map(({ id }) => id);
  const rows = await tx
    .select({
      id: building.id,
      name: building.name,
      address: building.address,
      timeZone: building.timeZone,
      statedTimeZone: building.statedTimeZone,
      portfolioId: building.portfolioId,
      portfolioUntold: building.portfolioUntold,
    })
    .from(building)
    .where(inArray(building.id, vague));
  const known = new Map(rows.map((row) => [row.id, row]));
  await warnOfLost(tx, buildings, known);
  return buildings.map((snapshot) => fillIn(snapshot, known.get(snapshot.id)));
}

const isVague = ({ name, address, statedTimeZone, portfolio }: BuildingSnapshot): boolean =>
  name === '' || address.includes(null) || statedTimeZone === null || !portfolio;

const fillIn = (snapshot: BuildingSnapshot, known?: Known): FilledBuilding => ({
  ...snapshot,
  name: snapshot.name || (known?.name ?? ''),
  address: fillInAddress(snapshot.address, known?.address ?? []),
  ...(snapshot.statedTimeZone === null && known && { timeZone: known.timeZone, statedTimeZone: known.statedTimeZone }),
  ...fillInPortfolio(snapshot.portfolio, known),
});

/** One that cannot be read says nothing either way. */
function fillInPortfolio(told: BuildingSnapshot['portfolio'], known?: Known): FilledPortfolio {
  if (told || !known?.portfolioId) return { portfolio: told ?? null, portfolioUntold: 0 };
  const portfolioUntold = known.portfolioUntold + (told === null ? 1 : 0);
  if (portfolioUntold > 1) return { portfolio: null, portfolioUntold: 0 };
  return { portfolio: { id: known.portfolioId, name: '' }, portfolioUntold };
}

/** Which of the known lines is missing nobody can tell: they stay while what is told is among them. */
function fillInAddress(lines: (string | null)[], known: string[]): string[] {
  const told = lines.filter((line) => line !== null);
  return told.length < lines.length && told.every((line) => known.includes(line)) ? known : told;
}

/** Both may be left out of a building that never had one, so that reading an answer finds nothing odd in it. */
function warnOfLost(tx: Tx, buildings: BuildingSnapshot[], known: ReadonlyMap<string, Known>): Promise<void> {
  const lost = {
    'Building.portfolio': buildings.filter(({ id, portfolio }) => !portfolio && known.get(id)?.portfolioId),
    'Building.timezone': buildings.filter(({ id, statedTimeZone }) => !statedTimeZone && known.get(id)?.statedTimeZone),
  };
  const stays = { problem: 'missing', example: 'expected the one known before, got nothing' } as const;
  const warnings = Object.entries(lost).map(([at, { length }]) => ({ at, count: length, ...stays }));
  return saveWarnings(
    tx,
    warnings.filter(({ count }) => count > 0),
  );
}
