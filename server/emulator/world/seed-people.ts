import { communalDoors, privateDoors, sample } from './door-choice.ts';
import type { Access, Building, Door, User } from './model.ts';
import { hostileNames } from './names.ts';
import type { Random } from './random.ts';
import { type Grants, seedGrants } from './seed-grants.ts';
import { createNamer } from './seed-names.ts';
import type { World } from './world.ts';

type Sizes = { seed: number; people: number; epochMs: number };
type Home = { building: Building; communal: Door[]; private: Door[]; lastResident: User | null };

/** Residents with guests, vendors, day visitors: about six accesses a person. */
export function seedPeople(world: World, random: Random, { seed, people, epochMs }: Sizes): void {
  const namePerson = createNamer(random);
  const grants = seedGrants(world, random, { seed, epochMs });
  const homes: Home[] = [...world.buildings.values()].map((building) => ({
    building,
    communal: communalDoors(building),
    private: privateDoors(building),
    lastResident: null,
  }));
  const hostileEvery = Math.max(20, Math.floor(people / (hostileNames.length + 1)));
  for (let index = 0; index < people; index += 1) {
    const home = homes[index % homes.length];
    const hostile =
      index % hostileEvery === hostileEvery - 1 ? hostileNames[Math.floor(index / hostileEvery)] : undefined;
    const user: User = { uuid: random.uuid(), ...namePerson(hostile), accesses: [] };
    const kind = random.next();
    if (kind >= 0.95 && kind < 0.965) user.email = null;
    world.addUser(user);
    if (home) settle(kind, user, home, homes, grants, random);
  }
}

/** Decides by `kind`, a number in [0, 1), what somebody is to the building. */
function settle(kind: number, user: User, home: Home, homes: Home[], grants: Grants, random: Random): void {
  if (kind < 0.8) moveIn(user, home, grants, random);
  else if (kind < 0.9) beGuest(user, home, grants, random);
  else if (kind < 0.95) serveBuildings(user, home, random.pick(homes), grants, random);
  else if (kind < 0.98) visitToday(user, home, grants, random);
  // The rest hold nothing, or only what a manager granted in Mission Control.
  else if (kind < 0.985) for (const door of home.communal.slice(0, 2)) grants.byManager(user, door);
}

function moveIn(user: User, home: Home, grants: Grants, random: Random): void {
  const window = grants.window();
  const own = home.private.length > 0 ? [random.pick(home.private)] : [];
  for (const door of [...own, ...sample(random, home.communal, 4 + random.below(4))]) {
    grants.permanent(user, door, 'RESIDENT', window, true);
  }
  home.lastResident = user;
}

function beGuest(user: User, home: Home, grants: Grants, random: Random): void {
  const host = home.lastResident;
  if (!host) {
    moveIn(user, home, grants, random);
    return;
  }
  const shared: Access[] = host.accesses.slice(0, 2 + random.below(2));
  for (const access of shared) grants.shared(user, access);
}

function serveBuildings(user: User, home: Home, other: Home, grants: Grants, random: Random): void {
  const window = grants.endingWindow();
  const doors = home === other ? home.communal : [...home.communal, ...other.communal];
  for (const door of sample(random, doors, 6 + random.below(4))) {
    grants.permanent(user, door, 'NON_RESIDENT', window, false);
  }
}

function visitToday(user: User, home: Home, grants: Grants, random: Random): void {
  const type = random.chance(0.5) ? 'DAILY' : 'DAILY_SINGLE_USE';
  for (const door of sample(random, home.communal, 1 + random.below(2))) grants.daily(user, door, type);
}
