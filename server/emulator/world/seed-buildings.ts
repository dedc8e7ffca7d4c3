import type { Building, Device, Door, Portfolio } from './model.ts';
import { buildingNames, communalDoorNames, places, portfolioNames, streets } from './places.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

const dayMs = 86_400_000;
const buildingsPerPortfolio = 4;
const deviceTypes = ['M', 'R', 'R2', 'C', 'G'] as const;

type Sizes = { buildings: number; epochMs: number };

export function seedBuildings(world: World, random: Random, { buildings, epochMs }: Sizes): void {
  const portfolios = seedPortfolios(random, Math.max(1, Math.ceil(buildings / buildingsPerPortfolio)));
  const doorsPerBuilding = Math.min(300, 44 + Math.round(buildings * 0.65));
  for (let index = 0; index < buildings; index += 1) {
    const portfolio = portfolios[index % portfolios.length] ?? null;
    const building = seedBuilding(random, index, portfolio, index === buildings - 1 && buildings > 2);
    const communal = Math.min(communalDoorNames.length, Math.max(8, Math.round(doorsPerBuilding / 20)));
    const spread = doorsPerBuilding + random.below(9) - 4;
    for (let number = 0; number < spread; number += 1) {
      building.doors.push(seedDoor(random, building, number, communal, epochMs));
    }
    if (index === 1) nameHostile(building);
    world.addBuilding(building);
  }
}

function seedPortfolios(random: Random, count: number): Portfolio[] {
  return Array.from({ length: count }, (_, index) => {
    const name = portfolioNames[index % portfolioNames.length] ?? 'Portfolio';
    const round = Math.floor(index / portfolioNames.length);
    return { uuid: random.uuid(), name: round === 0 ? name : `${name} ${round + 1}` };
  });
}

/** The last building of a world tells no timezone; its locks live in its city's zone all the same. */
function seedBuilding(random: Random, index: number, portfolio: Portfolio | null, withoutZone: boolean): Building {
  const { zone, ...city } = places[index % places.length] ?? places[0] ?? { zone: 'UTC', ...emptyCity };
  const name = buildingNames[index % buildingNames.length] ?? 'Building';
  const round = Math.floor(index / buildingNames.length);
  return {
    uuid: random.uuid(),
    name: round === 0 ? name : `${name} ${round + 1}`,
    address: {
      addressLine1: `${10 + random.below(890)} ${random.pick(streets)}`,
      addressLine2: '',
      addressLine3: '',
      ...city,
    },
    portfolio,
    zone,
    showsZone: !withoutZone,
    commonDoorcodes: index % 4 !== 3,
    gone: false,
    doors: [],
  };
}

const emptyCity = { city: '', state: '', country: '', postalCode: '' };

/** Communal doors first, then one elevator, then the private doors floor by floor. */
function seedDoor(random: Random, building: Building, number: number, communal: number, epochMs: number): Door {
  const isElevator = number === communal;
  const isCommunal = number <= communal;
  const isActivated = number === 0 || !random.chance(0.03);
  return {
    uuid: random.uuid(),
    sdkDoorUuid: random.uuid(),
    name: doorName(number, communal),
    building,
    type: isElevator ? 'ELEVATOR' : 'DOOR',
    accessibilityType: number === communal + 1 ? null : isCommunal ? 'COMMUNAL' : 'PRIVATE',
    isConnected: number === 0 ? true : seedConnection(random, isCommunal),
    device: isActivated || isElevator ? seedDevice(random, epochMs) : null,
    enabled: true,
    accesses: [],
  };
}

function doorName(number: number, communal: number): string {
  if (number < communal) return communalDoorNames[number] ?? 'Entrance';
  if (number === communal) return 'Elevator A';
  const unit = number - communal - 1;
  return `Apt ${1 + Math.floor(unit / 6)}${'ABCDEF'[unit % 6]}`;
}

/** Private doors are seldom wired; a few doors do not say. */
function seedConnection(random: Random, isCommunal: boolean): boolean | null {
  if (random.chance(0.02)) return null;
  return !random.chance(isCommunal ? 0.08 : 0.25);
}

/** Some batteries are low, some have not been heard of for months. */
function seedDevice(random: Random, epochMs: number): Device {
  const isLow = random.chance(0.06);
  const isStale = random.chance(0.05);
  const ageDays = isStale ? 30 + random.below(200) : random.next() * 3;
  return {
    serialNumber: `${random.pick(['KV', 'MR', 'LC'])}${String(100_000 + random.below(900_000))}`,
    type: random.pick(deviceTypes),
    battery: {
      percentage: isLow ? 1 + random.below(18) : 35 + random.below(66),
      lastUpdatedMs: Math.floor(epochMs - ageDays * dayMs),
    },
  };
}

function nameHostile(building: Building): void {
  const [first, second] = building.doors;
  if (first) first.name = '<b onmouseover=alert(5)>Main</b> Entrance';
  if (second) second.name = '=cmd|"/c calc"!A1 \u202eraeR';
}
